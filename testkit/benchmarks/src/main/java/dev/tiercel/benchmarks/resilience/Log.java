package dev.tiercel.benchmarks.resilience;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What happens, for {@code -Dbenchmarks.log=true}. */
final class Log {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private Log() {}

    static void line(String text) {
        if (Boolean.getBoolean("benchmarks.log")) {
            System.err.println(LocalTime.now(ZoneOffset.UTC).format(TIME) + " " + text);
        }
    }
}
