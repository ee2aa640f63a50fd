package dev.tiercel.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The kinds of values that settings have. */
final class Kinds {
    private static final long KB = 1024;
    private static final long MB = KB * KB;
    private static final long GB = MB * KB;

    private Kinds() {}

    static final class Bool extends Kind<Boolean> {
        private static final List<String> TRUE = List.of("true", "yes", "on", "1");
        private static final List<String> FALSE = List.of("false", "no", "off", "0");

        Bool() {
            super("true or false (or yes/no, on/off, 1/0)");
        }

        @Override
        Boolean parse(String text) {
            String word = text.toLowerCase(Locale.ROOT);
            if (TRUE.contains(word) || FALSE.contains(word)) {
                return TRUE.contains(word);
            }
            throw new IllegalArgumentException("is not allowed" + Nearest.hint(word, List.of("true", "false")));
        }
    }

    static final class Time extends Kind<Duration> {
        private final Duration min;
        private final Duration max;

        Time(Duration min, Duration max) {
            super(Durations.allowed(min, max));
            this.min = min;
            this.max = max;
        }

        @Override
        Duration parse(String text) {
            return Durations.read(text, min, max);
        }

        @Override
        String show(Duration value) {
            return Durations.format(value);
        }
    }

    static final class Int extends Kind<Integer> {
        private final int min;
        private final int max;

        Int(int min, int max) {
            super("a whole number from " + min + " to " + max);
            this.min = min;
            this.max = max;
        }

        @Override
        Integer parse(String text) {
            return (int) Numbers.whole(text, min, max);
        }
    }

    static final class Count extends Kind<Long> {
        private final long max;

        Count(long max) {
            super("a whole number from 1 to " + max);
            this.max = max;
        }

        @Override
        Long parse(String text) {
            return Numbers.whole(text, 1, max);
        }
    }

    static final class Bytes extends Kind<Long> {
        Bytes() {
            super("1MB to 1TB, written like 200MB, 512KB, 1GB or plain bytes");
        }

        @Override
        Long parse(String text) {
            int digits = Numbers.leadingDigits(text);
            refuse(digits == 0, "is no size");
            long unit =
                    switch (text.substring(digits).toUpperCase(Locale.ROOT)) {
                        case "", "B" -> 1;
                        case "KB" -> KB;
                        case "MB" -> MB;
                        case "GB" -> GB;
                        default -> throw new IllegalArgumentException("has no known unit");
                    };
            return Numbers.inRange(Numbers.multiply(text.substring(0, digits), unit, "is too large"), MB, GB * KB);
        }

        @Override
        String show(Long bytes) {
            if (bytes % GB == 0) {
                return bytes / GB + "GB";
            }
            return bytes % MB == 0 ? bytes / MB + "MB" : String.valueOf(bytes);
        }
    }

    static final class Megabytes extends Kind<Long> {
        Megabytes() {
            super("a whole number of megabytes from 1 to 1048576");
        }

        @Override
        Long parse(String text) {
            return Numbers.whole(text, 1, MB) * MB;
        }
    }

    static final class Fraction extends Kind<Double> {
        Fraction() {
            super("0 to 0.9, or 0% to 90%");
        }

        /** Digits and points only: Double.parseDouble alone would take 0x1p-3, 1e-1, 0.1f and NaN. */
        @Override
        Double parse(String text) {
            boolean percent = text.endsWith("%");
            String number = percent ? text.substring(0, text.length() - 1) : text;
            String digits = number.replace(".", "");
            refuse(digits.isEmpty() || number.length() > digits.length() + 1, "is no fraction");
            refuse(Numbers.leadingDigits(digits) < digits.length(), "is no fraction");
            double value = Double.parseDouble(number) / (percent ? 100 : 1);
            refuse(value > 0.9, "is too large");
            return value;
        }
    }

    static void refuse(boolean bad, String reason) {
        if (bad) {
            throw new IllegalArgumentException(reason);
        }
    }
}
