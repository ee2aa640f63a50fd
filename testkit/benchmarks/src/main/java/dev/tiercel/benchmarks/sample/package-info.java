/** The sample application as something to measure. */
@NullMarked
package dev.tiercel.benchmarks.sample;

import org.jspecify.annotations.NullMarked;
