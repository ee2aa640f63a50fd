/** L1, the cache in this process. The only room that imports Caffeine. */
@NullMarked
package dev.tiercel.l1;

import org.jspecify.annotations.NullMarked;
