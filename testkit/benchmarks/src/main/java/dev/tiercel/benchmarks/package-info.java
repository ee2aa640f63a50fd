/** What the agent costs and what it saves, measured: {@code ./benchmarks}. */
@NullMarked
package dev.tiercel.benchmarks;

import org.jspecify.annotations.NullMarked;
