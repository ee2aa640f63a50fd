package dev.tiercel.testkit.coherence;

import java.time.Duration;

/**
 * A read that a coherent cache would not have given.
 *
 * @param instance by which number it was read
 * @param version what was read
 * @param expected what it must have been at least; 0 where nothing is known of it
 * @param writer the number of the instance that wrote the expected version; -1 where nothing is known of it
 * @param age how long before the beginning of the read the expected version was acknowledged
 * @param begin of the read, since the beginning of the check
 * @param end of the read, since the beginning of the check
 */
public record Violation(
        Kind kind,
        int instance,
        String key,
        long version,
        long expected,
        int writer,
        Duration age,
        Duration begin,
        Duration end) {

    /** Which promise is broken. */
    public enum Kind {
        /** An instance did not see what it had written itself. */
        OWN_WRITE_LOST("own write not seen"),
        /** An instance did not see the write of another one when the bound was over. */
        STALE("stale"),
        /** A version that the checker has not given out yet. */
        FROM_THE_FUTURE("from the future"),
        /** A version that nobody has written to this key. */
        NEVER_WRITTEN("never written"),
        /** An instance saw an older version than before. */
        BACKWARDS("backwards"),
        /** An instance did not see the last write, long after everything had ended. */
        STILL_STALE("still stale at the end");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Override
    public String toString() {
        String was = "%s: instance %d read version %d of %s from %s to %s"
                .formatted(kind, instance, version, key, CoherenceReport.text(begin), CoherenceReport.text(end));
        return switch (kind) {
            case FROM_THE_FUTURE, NEVER_WRITTEN -> was;
            case BACKWARDS -> was + ", after version " + expected + " of instance " + writer;
            default ->
                was + "; version " + expected + " was acknowledged by instance " + writer + " "
                        + CoherenceReport.text(age) + " before";
        };
    }
}
