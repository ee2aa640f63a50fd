package dev.tiercel.benchmarks.coherence;

/**
 * The limit that no protocol lifts: a writer that dies between its commit and its invalidation. The others serve the old
 * value until its time to live is over, and no longer.
 */
final class DyingWriter {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Site site;
    private final String key;

    DyingWriter(Site site, int number) {
        this.site = site;
        this.key = "dying-" + number;
    }

    /** How many milliseconds after the death the last instance sees what was written. */
    long run() throws Exception {
        site.settle();
        for (AppProcess app : site.apps()) {
            app.readBrief(key);
        }
        site.app(0).writeBriefAndDie(key, 1);
        long death = System.nanoTime();
        for (AppProcess app : site.apps().subList(1, site.apps().size())) {
            while (app.readBrief(key) != 1 && System.nanoTime() - death < PATIENCE_NANOS) {
                Thread.sleep(1);
            }
        }
        long seen = (System.nanoTime() - death) / 1_000_000;
        site.app(0).restart();
        return seen;
    }
}
