/** How the engine enters an application. It and {@code description} are the only rooms that import ASM. */
@NullMarked
package dev.tiercel.weaving;

import org.jspecify.annotations.NullMarked;
