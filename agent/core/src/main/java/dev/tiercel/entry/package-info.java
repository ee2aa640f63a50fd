/** Entries of the cache and the clock they live by. */
@NullMarked
package dev.tiercel.entry;

import org.jspecify.annotations.NullMarked;
