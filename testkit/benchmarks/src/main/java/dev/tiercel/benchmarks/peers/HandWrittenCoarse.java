package dev.tiercel.benchmarks.peers;

import dev.tiercel.benchmarks.l1.CoarseClock;

/** {@link HandWritten} with the trick of the agent's clock. */
public final class HandWrittenCoarse extends HandWritten {
    public HandWrittenCoarse(Source source, Setting setting) {
        super(source, setting, new CoarseClock());
    }
}
