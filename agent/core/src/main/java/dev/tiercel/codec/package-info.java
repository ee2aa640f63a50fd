/** Bytes to values and back, in a versioned envelope. The only room that imports Jackson. */
@NullMarked
package dev.tiercel.codec;

import org.jspecify.annotations.NullMarked;
