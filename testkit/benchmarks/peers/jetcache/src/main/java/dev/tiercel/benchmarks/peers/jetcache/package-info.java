/** JetCache with both its tiers. */
@NullMarked
package dev.tiercel.benchmarks.peers.jetcache;

import org.jspecify.annotations.NullMarked;
