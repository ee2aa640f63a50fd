/** What an invalidation costs: the instance that makes it, those that hear of it, and Redis. */
@NullMarked
package dev.tiercel.benchmarks.invalidation;

import org.jspecify.annotations.NullMarked;
