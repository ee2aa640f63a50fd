@org.jspecify.annotations.NullMarked
package dev.tiercel.benchmarks.peers;
