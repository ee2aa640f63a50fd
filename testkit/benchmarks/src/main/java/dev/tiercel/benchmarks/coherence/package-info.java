/**
 * Proves coherence on an application of our own: several virtual machines with the built agent, every topology, every
 * fault: {@code ./coherence}.
 */
@NullMarked
package dev.tiercel.benchmarks.coherence;

import org.jspecify.annotations.NullMarked;
