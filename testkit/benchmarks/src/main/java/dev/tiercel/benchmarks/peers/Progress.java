package dev.tiercel.benchmarks.peers;

/** Lines to whoever waits; the table alone goes to the standard output. */
final class Progress {
    static final boolean SHOW_LOG = Boolean.getBoolean("benchmarks.log");

    private Progress() {}

    static void line(Findings findings, Contender contender, String what) {
        System.err.println("JDK " + findings.java() + ": " + contender.title + ", " + what);
    }

    static void failed(Contender contender, Exception e) {
        System.err.println("  " + contender.title + " has no number here: " + e.getMessage()
                + " (BENCHMARKS_OPTIONS=-Dbenchmarks.log=true shows more)");
    }
}
