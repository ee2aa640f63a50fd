/** What callers get while Redis is broken, the agent's against Caffeine and Lettuce by hand. */
@NullMarked
package dev.tiercel.benchmarks.resilience;

import org.jspecify.annotations.NullMarked;
