/** What the agent adds to the start of an application. */
@NullMarked
package dev.tiercel.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
