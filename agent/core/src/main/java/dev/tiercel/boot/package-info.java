/** Wires the engine in one readable method. */
@NullMarked
package dev.tiercel.boot;

import org.jspecify.annotations.NullMarked;
