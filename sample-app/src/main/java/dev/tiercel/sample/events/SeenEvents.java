package dev.tiercel.sample.events;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which envelopes came already, the latest ten thousand: over several servers each comes several times. Not thread-safe. */
final class SeenEvents {
    private static final int WINDOW = 10_000;

    private final Map<Id, Boolean> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Boolean> eldest) {
            return size() > WINDOW;
        }
    };

    private record Id(String origin, long sequence) {}

    /** Whether it is new; it is not from then on. */
    boolean isNew(Envelope envelope) {
        return seen.put(new Id(envelope.origin(), envelope.sequence()), true) == null;
    }
}
