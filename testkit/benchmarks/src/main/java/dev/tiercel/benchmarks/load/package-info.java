/** What clients of the sample application get under a constant load, with and without the agent. */
@NullMarked
package dev.tiercel.benchmarks.load;

import org.jspecify.annotations.NullMarked;
