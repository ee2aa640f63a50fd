package dev.tiercel.sample.lab;

/**
 * Answers of the loop test, by what gave them. Immutable.
 *
 * @param failed those that were no answer, or none in time
 */
record LoopCounts(int l1, int l2, int stale, int database, int failed) {
    static final LoopCounts NONE = new LoopCounts(0, 0, 0, 0, 0);

    static final String FAILED = "failed";

    /** One more. */
    LoopCounts plus(String source) {
        return switch (source) {
            case "l1" -> new LoopCounts(l1 + 1, l2, stale, database, failed);
            case "l2" -> new LoopCounts(l1, l2 + 1, stale, database, failed);
            case "stale" -> new LoopCounts(l1, l2, stale + 1, database, failed);
            case "database" -> new LoopCounts(l1, l2, stale, database + 1, failed);
            default -> new LoopCounts(l1, l2, stale, database, failed + 1);
        };
    }

    int all() {
        return l1 + l2 + stale + database + failed;
    }
}
