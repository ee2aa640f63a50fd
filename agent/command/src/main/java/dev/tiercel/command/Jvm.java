package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import org.jspecify.annotations.Nullable;

/** A JVM that lets us in. What it cannot do is told by a {@link Refusal}. */
interface Jvm extends AutoCloseable {
    long pid();

    /** The version of its agent, or {@code on}; null: it has none. */
    @Nullable
    String agent();

    /** Why the agent did not start there when it was loaded last; null: nobody knows. */
    @Nullable
    String refusal();

    /**
     * Loads the agent into it, or tells the one that is there to do something.
     *
     * @param argument settings or a file; or a colon and a word
     */
    void load(String argument);

    /** What its agent answers to; it is asked to be there, if it is not. */
    ControlMXBean control();

    @Override
    void close();
}
