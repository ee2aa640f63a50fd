/** L2 in Redis. The only room that imports Lettuce. */
@NullMarked
package dev.tiercel.redis;

import org.jspecify.annotations.NullMarked;
