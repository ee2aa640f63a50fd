/** Answers from L1, the agent's against others. */
@NullMarked
package dev.tiercel.benchmarks.l1;

import org.jspecify.annotations.NullMarked;
