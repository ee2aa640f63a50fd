/** Micronaut Cache over Caffeine, and over Redis. */
@NullMarked
package dev.tiercel.benchmarks.peers.micronaut;

import org.jspecify.annotations.NullMarked;
