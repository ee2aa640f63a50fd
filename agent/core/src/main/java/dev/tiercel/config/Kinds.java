package dev.tiercel.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The kinds of values that settings have. */
final class Kinds {
    static final long KB = 1024;
    static final long MB = KB * KB;
    static final long GB = MB * KB;
    static final long TB = GB * KB;

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

    /** Any number of the names of an enum, in small letters. */
    static final class Choices<E extends Enum<E>> extends Kind<Set<E>> {
        private static final String NONE = "none";

        private final Class<E> type;
        private final Choice<E> one;

        Choices(Class<E> type) {
            this(type, new Choice<>(type.getEnumConstants()));
        }

        private Choices(Class<E> type, Choice<E> one) {
            super("none, or with commas between them: " + one.allowed());
            this.type = type;
            this.one = one;
        }

        @Override
        boolean isList() {
            return true;
        }

        @Override
        Set<E> parse(String text) {
            EnumSet<E> values = EnumSet.noneOf(type);
            if (!text.isEmpty() && !text.equalsIgnoreCase(NONE)) {
                for (String name : text.split(",", -1)) {
                    values.add(one.parse(name.trim()));
                }
            }
            return Collections.unmodifiableSet(values);
        }

        @Override
        String show(Set<E> values) {
            List<String> names = new ArrayList<>();
            values.forEach(value -> names.add(one.show(value)));
            return names.isEmpty() ? NONE : String.join(",", names);
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
        private final long min;
        private final long max;

        Bytes(long min, long max) {
            super(format(min) + " to " + format(max) + ", written like 200MB, 512KB, 1GB or plain bytes");
            this.min = min;
            this.max = max;
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
            return Numbers.inRange(Numbers.multiply(text.substring(0, digits), unit, "is too large"), min, max);
        }

        @Override
        String show(Long bytes) {
            return format(bytes);
        }

        private static String format(long bytes) {
            if (bytes == 0 || bytes % KB != 0) {
                return String.valueOf(bytes);
            }
            if (bytes % TB == 0) {
                return bytes / TB + "TB";
            }
            if (bytes % GB == 0) {
                return bytes / GB + "GB";
            }
            return bytes % MB == 0 ? bytes / MB + "MB" : bytes / KB + "KB";
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
        private final int maxPercent;

        Fraction(int maxPercent) {
            super("0 to " + maxPercent / 100.0 + ", or 0% to " + maxPercent + "%");
            this.maxPercent = maxPercent;
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
            refuse(value > maxPercent / 100.0, "is too large");
            return value;
        }
    }

    static void refuse(boolean bad, String reason) {
        if (bad) {
            throw new IllegalArgumentException(reason);
        }
    }
}
