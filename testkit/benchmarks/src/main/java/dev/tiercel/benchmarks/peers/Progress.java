package dev.tiercel.benchmarks.peers;

import java.util.regex.Pattern;

/** Lines to whoever waits; the table alone goes to the standard output. */
final class Progress {
    static final boolean SHOW_LOG = Boolean.getBoolean("benchmarks.log");

    private static final Pattern ONLY = Pattern.compile(System.getProperty("benchmarks.only", ""));

    private Progress() {}

    /** {@code -Dbenchmarks.only} is a pattern for some of them, such as {@code (Tiercel|by hand), l2}. */
    static boolean isWanted(Contender contender, String what) {
        return ONLY.matcher(contender.title + ", " + what).find();
    }

    static void line(Findings findings, Contender contender, String what) {
        System.err.println("JDK " + findings.java() + ": " + contender.title + ", " + what);
    }

    static void failed(Contender contender, Exception e) {
        System.err.println("  " + contender.title + " has no number here: " + e.getMessage()
                + " (BENCHMARKS_OPTIONS=-Dbenchmarks.log=true shows more)");
    }
}
