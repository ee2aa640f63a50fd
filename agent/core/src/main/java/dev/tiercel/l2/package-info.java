/** L2 as an idea: a port, its guard (deadline and circuit breaker) and its null object. */
@NullMarked
package dev.tiercel.l2;

import org.jspecify.annotations.NullMarked;
