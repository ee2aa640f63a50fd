package dev.tiercel.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;

/**
 * Spans of time as users write them: a number and a unit ({@code 500ms}, {@code 60s}, {@code 5m}, {@code 2h},
 * {@code 1d}) or an ISO-8601 duration ({@code PT5M}). No time at all, where it is allowed, may lack its unit.
 */
public final class Durations {
    /** A millisecond: nothing here is measured finer. */
    static final Duration MIN = Duration.ofMillis(1);

    /** Ten years: beyond any use, and far from where nanoseconds overflow a long. */
    static final Duration MAX = Duration.ofDays(3650);

    static final String FORMS = "written like 500ms, 60s, 5m, 2h, 1d or PT5M";

    private Durations() {}

    /**
     * Reads a time from 1 ms to 3650 d.
     *
     * @throws IllegalArgumentException with one line for the user: the text, what is wrong with it and what is allowed
     */
    public static Duration parse(String text) {
        try {
            return read(text, MIN, MAX);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " " + e.getMessage() + "; allowed: " + allowed(MIN, MAX), e);
        }
    }

    /** The shortest way to write it: {@code 5m} rather than {@code 300s}. */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        for (Unit unit : Unit.LONGEST_FIRST) {
            if (millis % unit.millis == 0) {
                return millis / unit.millis + unit.suffix;
            }
        }
        throw new AssertionError("every number is a multiple of one");
    }

    static String allowed(Duration min, Duration max) {
        return format(min) + " to " + format(max) + ", " + FORMS;
    }

    /** @throws IllegalArgumentException with the reason alone, to be put after the text */
    static Duration read(String text, Duration min, Duration max) {
        String trimmed = text.trim();
        Duration result = trimmed.startsWith("P") || trimmed.startsWith("p") ? iso(trimmed) : withUnit(trimmed);
        if (result.compareTo(min) < 0 || (!result.isZero() && result.compareTo(MIN) < 0)) {
            throw new IllegalArgumentException("is too short");
        }
        if (result.compareTo(max) > 0) {
            throw new IllegalArgumentException("is too long");
        }
        return result;
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is no ISO-8601 duration", e);
        }
    }

    private static Duration withUnit(String text) {
        int digits = Numbers.leadingDigits(text);
        String suffix = text.substring(digits);
        if (digits == 0) {
            throw new IllegalArgumentException(text.startsWith("-") ? "is negative" : "is no time");
        }
        if (suffix.isEmpty()) {
            // No time is no time in any unit.
            if (Numbers.isZero(text)) {
                return Duration.ZERO;
            }
            throw new IllegalArgumentException("has no unit");
        }
        for (Unit unit : Unit.LONGEST_FIRST) {
            if (unit.suffix.equals(suffix.toLowerCase(Locale.ROOT))) {
                return Duration.ofMillis(Numbers.multiply(text.substring(0, digits), unit.millis, "is too long"));
            }
        }
        throw new IllegalArgumentException(suffix.startsWith(" ") ? "has a space in it" : "has no known unit");
    }

    private enum Unit {
        DAY("d", 86_400_000),
        HOUR("h", 3_600_000),
        MINUTE("m", 60_000),
        SECOND("s", 1_000),
        MILLISECOND("ms", 1);

        private static final Unit[] LONGEST_FIRST = values();

        private final String suffix;
        private final long millis;

        Unit(String suffix, long millis) {
            this.suffix = suffix;
            this.millis = millis;
        }
    }
}
