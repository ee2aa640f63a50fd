package dev.tiercel.readthrough;

import java.util.concurrent.atomic.LongAdder;

/** How many changes have begun and not ended: they are waited for before the agent leaves. Thread-safe. */
final class UnderWay {
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();

    void begin() {
        begun.increment();
    }

    void end() {
        ended.increment();
    }

    /** True: each that had begun before the call has ended. */
    boolean isNone() {
        long over = ended.sum();
        return begun.sum() == over;
    }
}
