package dev.tiercel.backplane;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lanes of other instances: which number has come on each, and so which one is missing, and which one comes again because
 * several subscriptions bring it. Thread-safe.
 */
final class Others {
    /** What a number says. */
    enum Finding {
        /** What was expected. */
        NEXT,
        /** Others before it are missing. */
        GAP,
        /** It is the first that is heard of its lane, and there were others before it. */
        MIDWAY,
        /** It was missing. */
        LATE,
        /** It has come already. */
        AGAIN
    }

    private static final int MAX_LANES = 10_000;

    private final Map<Long, Heard> lanes = new ConcurrentHashMap<>();

    /** Takes note of a message. Of more lanes than are reasonable nothing is known: there is a gap before each message. */
    Finding take(Message message, long nowNanos) {
        if (lanes.size() >= MAX_LANES && !lanes.containsKey(message.lane())) {
            return Finding.GAP;
        }
        return lanes.computeIfAbsent(message.lane(), any -> new Heard()).take(message.sequence(), nowNanos);
    }

    /** Forgets lanes that have been silent for so long that they are gone. */
    void forget(long nowNanos, long silentNanos) {
        lanes.values().removeIf(lane -> lane.isSilent(nowNanos, silentNanos));
    }

    /** One lane. Remembers the latest numbers in a ring of bits, as receivers of IPsec do (RFC 6479). */
    private static final class Heard {
        private static final int WINDOW = 1024;

        private final long[] seen = new long[WINDOW / Long.SIZE];
        private long latest;
        private long atNanos;

        synchronized Finding take(long number, long nowNanos) {
            atNanos = nowNanos;
            if (number > latest) {
                Finding finding = number == latest + 1 ? Finding.NEXT : latest == 0 ? Finding.MIDWAY : Finding.GAP;
                for (long i = Math.max(latest, number - WINDOW) + 1; i < number; i++) {
                    seen[word(i)] &= ~bit(i);
                }
                seen[word(number)] |= bit(number);
                latest = number;
                return finding;
            }
            if (number > latest - WINDOW && (seen[word(number)] & bit(number)) != 0) {
                return Finding.AGAIN;
            }
            if (number > latest - WINDOW) {
                seen[word(number)] |= bit(number);
            }
            return Finding.LATE;
        }

        synchronized boolean isSilent(long nowNanos, long silentNanos) {
            return nowNanos - atNanos > silentNanos;
        }

        private static int word(long number) {
            return (int) ((number & (WINDOW - 1)) / Long.SIZE);
        }

        private static long bit(long number) {
            return 1L << (number % Long.SIZE);
        }
    }
}
