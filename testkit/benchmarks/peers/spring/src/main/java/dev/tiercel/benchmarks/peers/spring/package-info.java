/** Spring's cache abstraction over Caffeine, and over Redis. */
@NullMarked
package dev.tiercel.benchmarks.peers.spring;

import org.jspecify.annotations.NullMarked;
