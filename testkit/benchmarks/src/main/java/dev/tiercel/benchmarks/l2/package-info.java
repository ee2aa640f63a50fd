/** Answers from L2, the agent's against those of Lettuce and Jackson by hand. */
@NullMarked
package dev.tiercel.benchmarks.l2;

import org.jspecify.annotations.NullMarked;
