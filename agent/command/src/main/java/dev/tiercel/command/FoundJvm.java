package dev.tiercel.command;

import org.jspecify.annotations.Nullable;

/**
 * A JVM of this machine.
 *
 * @param main its main class, or its jar
 * @param java its version of Java; null: it does not answer
 * @param agent the version of its agent; null: it has none
 * @param state of the agent; null: not known without changing something
 */
record FoundJvm(
        long pid,
        String main,
        @Nullable String java,
        @Nullable String agent,
        @Nullable String state) {}
