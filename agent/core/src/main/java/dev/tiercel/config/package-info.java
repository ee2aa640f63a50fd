/** Configuration: records, one reader, and the origin of every value. */
@NullMarked
package dev.tiercel.config;

import org.jspecify.annotations.NullMarked;
