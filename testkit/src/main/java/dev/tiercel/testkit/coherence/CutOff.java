package dev.tiercel.testkit.coherence;

/**
 * A time in which instances are cut off, because the test breaks something: from {@link CoherenceChecker#cutOff} until
 * {@link #healed()} and the time for recovery. Other bounds hold for them meanwhile. Thread-safe.
 */
public final class CutOff implements AutoCloseable {

    /** What those instances cannot do. */
    public enum Kind {
        /** They may not hear of the writes of others. What they write themselves is told. */
        DEAF,
        /**
         * They may not reach the shared tier at all: what they write counts for the others when they are back, and for
         * themselves at once.
         */
        ISOLATED
    }

    private final CutOffs.Window window;
    private final Runnable heal;

    CutOff(CutOffs.Window window, Runnable heal) {
        this.window = window;
        this.heal = heal;
    }

    /** The fault is over: from now on the time for recovery runs. Again: nothing. */
    public void healed() {
        heal.run();
    }

    /** As {@link #healed()}. */
    @Override
    public void close() {
        healed();
    }

    @Override
    public String toString() {
        return "cut off: " + window;
    }
}
