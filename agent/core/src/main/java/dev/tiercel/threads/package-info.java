/** Threads of our own. */
@NullMarked
package dev.tiercel.threads;

import org.jspecify.annotations.NullMarked;
