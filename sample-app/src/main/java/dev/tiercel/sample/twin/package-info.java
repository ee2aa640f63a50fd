/** The same read, cached the framework's way: to compare with {@code dev.tiercel.sample.catalog}. */
@NullMarked
package dev.tiercel.sample.twin;

import org.jspecify.annotations.NullMarked;
