/** Redisson's maps: the one with a near cache, and the one with a TTL. */
@NullMarked
package dev.tiercel.benchmarks.peers.redisson;

import org.jspecify.annotations.NullMarked;
