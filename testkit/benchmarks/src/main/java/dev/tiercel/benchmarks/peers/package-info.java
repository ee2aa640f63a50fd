/** Tiercel beside others: what is written by hand, Spring, Micronaut, JetCache and Redisson, in one run. */
@NullMarked
package dev.tiercel.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
