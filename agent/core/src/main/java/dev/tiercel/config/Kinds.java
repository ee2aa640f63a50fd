package dev.tiercel.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    /** One of the names of an enum, in small letters. */
    static final class Choice<E extends Enum<E>> extends Kind<E> {
        private final Map<String, E> byName;

        Choice(E[] values) {
            this(byName(values));
        }

        private Choice(Map<String, E> byName) {
            super(String.join(", ", byName.keySet()));
            this.byName = byName;
        }

        private static <E extends Enum<E>> Map<String, E> byName(E[] values) {
            Map<String, E> byName = new LinkedHashMap<>();
            for (E value : values) {
                byName.put(name(value), value);
            }
            return byName;
        }

        private static String name(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        @Override
        E parse(String text) {
            E value = byName.get(text.toLowerCase(Locale.ROOT));
            if (value == null) {
                throw new IllegalArgumentException("is not allowed" + Nearest.hint(text, byName.keySet()));
            }
            return value;
        }

        @Override
        String show(E value) {
            return name(value);
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
