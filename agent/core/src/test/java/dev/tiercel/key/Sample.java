package dev.tiercel.key;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A random argument and what it means: two arguments are the same key exactly when their meanings are equal, in whatever
 * classes and order they come.
 *
 * @param spoil changes all in the argument that can be changed
 */
record Sample(List<?> meaning, @Nullable Object argument, Runnable spoil) {
    private static final String AWKWARD = "aZ09,'\\[](){}=#~:-_ \n\u0000\u007f\u00e4\ud83d\ude00";
    private static final Runnable NOTHING = () -> {};

    static Sample random(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 27 : 15)) {
            case 0 -> new Sample(List.of("null"), null, NOTHING);
            case 1, 2 -> number(random);
            case 3, 4 -> simple("string", awkward(random));
            case 5 -> simple("boolean", random.nextBoolean());
            case 6 -> simple("char", AWKWARD.charAt(random.nextInt(AWKWARD.length())));
            case 7 -> simple("double", pick(random, 0.0, -0.0, 1.0, 0.1, 1e300, Double.NaN, Double.POSITIVE_INFINITY));
            case 8 -> simple("float", pick(random, 0.0f, -0.0f, 1.0f, 0.1f, Float.NaN, Float.NEGATIVE_INFINITY));
            case 9 -> decimal(random);
            case 10 -> simple("enum", pick(random, Keying.Size.SMALL, Keying.Size.LARGE, Keying.Shirt.SMALL));
            case 11 -> time(random);
            case 12 -> named(random);
            case 13 -> record(random);
            case 14 -> date(random);
            case 15, 16 -> list(random, depth);
            case 17, 18 -> set(random, depth);
            case 19 -> map(random, depth);
            case 20 -> optional(random, depth);
            case 21, 22 -> array(random, depth);
            case 23 -> numbers(random);
            case 24, 25 -> deepRecord(random, depth);
            default -> optionalNumber(random);
        };
    }

    /** The arguments of one call. */
    static List<Sample> several(Random random, int count, int depth) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(random(random, depth));
        }
        return samples;
    }

    /** A string that looks like the text of another argument. */
    static Sample imitationOf(Sample other) {
        return simple("string", Keying.text(other.argument()));
    }

    private static Sample simple(String kind, Object argument) {
        return new Sample(List.of(kind, argument), argument, NOTHING);
    }

    private static Sample number(Random random) {
        int number = random.nextInt(7) - 3;
        List<IntFunction<Object>> widths = List.of(n -> (byte) n, n -> (short) n, n -> n, n -> (long) n);
        return new Sample(
                List.of("number", number), widths.get(random.nextInt(4)).apply(number), NOTHING);
    }

    private static Sample decimal(Random random) {
        return random.nextBoolean()
                ? simple("decimal", pick(random, new BigDecimal("1"), new BigDecimal("1.0"), new BigDecimal("1E+3")))
                : simple("big", pick(random, BigInteger.ONE, BigInteger.TWO.pow(70)));
    }

    private static Sample time(Random random) {
        int n = random.nextInt(3);
        return pick(
                random,
                simple("date", LocalDate.ofEpochDay(n)),
                simple("dateTime", LocalDate.ofEpochDay(n).atStartOfDay()),
                simple("instant", Instant.ofEpochSecond(n)),
                simple("offset", Instant.ofEpochSecond(n).atOffset(ZoneOffset.ofHours(n))),
                simple("zoned", Instant.ofEpochSecond(n).atZone(ZoneOffset.ofHours(n))),
                simple("duration", Duration.ofMillis(n * 500L)));
    }

    private static Sample named(Random random) {
        int n = random.nextInt(3);
        return pick(
                random,
                simple("uuid", new UUID(0, n)),
                simple("uri", URI.create("a:" + n)),
                simple("locale", pick(random, Locale.ROOT, Locale.CANADA, Locale.CANADA_FRENCH)));
    }

    private static Sample record(Random random) {
        int x = random.nextInt(2);
        int y = random.nextInt(2);
        return switch (random.nextInt(4)) {
            case 0 -> simple("record", new Keying.Point(x, y));
            case 1 -> simple("record", new Keying.Place(x, y));
            case 2 -> simple("record", pick(random, new Keying.Circle(x), new Keying.Square(x)));
            default -> simple("record", new Keying.Name(awkward(random), random.nextBoolean() ? null : "null"));
        };
    }

    private static Sample date(Random random) {
        long millis = random.nextInt(3) - 1;
        Timestamp precise = new Timestamp(millis);
        precise.setNanos(random.nextInt(3));
        Date date = pick(random, new Date(millis), new java.sql.Date(millis), new java.sql.Time(millis), precise);
        Object at = date == precise ? precise.toInstant() : millis;
        return new Sample(List.of(date.getClass(), at), date, () -> date.setTime(77_000));
    }

    private static Sample list(Random random, int depth) {
        List<Sample> parts = several(random, random.nextInt(3), depth - 1);
        List<Object> arguments = arguments(parts);
        List<Object> argument =
                pick(random, arguments, new LinkedList<>(arguments), Collections.unmodifiableList(arguments));
        return new Sample(List.of("list", meanings(parts)), argument, () -> {
            spoil(parts);
            arguments.add("spoilt");
            if (argument instanceof LinkedList<Object> copy) {
                copy.clear();
            }
        });
    }

    /** The same number of another width, and an array of the same content, would be a second element for Java only. */
    private static Sample set(Random random, int depth) {
        Map<Object, Sample> parts = new LinkedHashMap<>();
        several(random, random.nextInt(3), depth - 1).forEach(part -> parts.putIfAbsent(part.meaning, part));
        Set<Object> argument = new LinkedHashSet<>(arguments(parts.values()));
        return new Sample(List.of("set", Set.copyOf(parts.keySet())), argument, () -> {
            spoil(parts.values());
            argument.add("spoilt");
        });
    }

    private static Sample map(Random random, int depth) {
        Map<Object, Object> meaning = new HashMap<>();
        Map<Object, Object> argument = new LinkedHashMap<>();
        List<Sample> parts = new ArrayList<>();
        for (Sample key : several(random, random.nextInt(3), depth - 1)) {
            Sample value = random(random, depth - 1);
            if (meaning.putIfAbsent(key.meaning, value.meaning) == null) {
                argument.put(key.argument, value.argument);
                parts.addAll(List.of(key, value));
            }
        }
        return new Sample(List.of("map", meaning), argument, () -> {
            spoil(parts);
            argument.put("spoilt", 1);
        });
    }

    private static Sample optional(Random random, int depth) {
        Sample part = random(random, depth - 1);
        boolean empty = part.argument == null;
        return new Sample(
                List.of("optional", empty ? "empty" : part.meaning), Optional.ofNullable(part.argument), part.spoil);
    }

    private static Sample optionalNumber(Random random) {
        int n = random.nextInt(2);
        List<?> meaning = List.of("optional", List.of("number", n));
        return pick(
                random,
                new Sample(meaning, OptionalInt.of(n), NOTHING),
                new Sample(meaning, OptionalLong.of(n), NOTHING),
                new Sample(List.of("optional", "empty"), OptionalInt.empty(), NOTHING));
    }

    private static Sample array(Random random, int depth) {
        List<Sample> parts = several(random, random.nextInt(3), depth - 1);
        Object[] argument = arguments(parts).toArray();
        return new Sample(List.of("array", meanings(parts)), argument, () -> {
            spoil(parts);
            Arrays.fill(argument, "spoilt");
        });
    }

    /** An array of one of the primitive types, or of boxes: the same numbers are the same key. */
    private static Sample numbers(Random random) {
        Class<?> type = pick(random, byte.class, short.class, int.class, long.class, Long.class, Number.class);
        Object argument = Array.newInstance(type, random.nextInt(3));
        List<Object> meanings = new ArrayList<>();
        for (int i = 0; i < Array.getLength(argument); i++) {
            byte n = (byte) random.nextInt(2);
            Array.set(argument, i, boxed(type, n));
            meanings.add(List.of("number", (int) n));
        }
        return new Sample(List.of("array", meanings), argument, () -> {
            for (int i = 0; i < Array.getLength(argument); i++) {
                Array.set(argument, i, boxed(type, (byte) 99));
            }
        });
    }

    private static Object boxed(Class<?> type, byte n) {
        return type.isPrimitive() ? (Object) n : (Object) (long) n;
    }

    private static Sample deepRecord(Random random, int depth) {
        Sample list = list(random, depth);
        Sample any = random(random, depth - 1);
        Sample numbers = numbers(random);
        Object argument = new Keying.Box((List<?>) list.argument, any.argument, numbers.argument);
        return new Sample(
                List.of("box", list.meaning, any.meaning, numbers.meaning),
                argument,
                () -> spoil(List.of(list, any, numbers)));
    }

    private static List<List<?>> meanings(List<Sample> parts) {
        List<List<?>> meanings = new ArrayList<>();
        parts.forEach(part -> meanings.add(part.meaning));
        return meanings;
    }

    private static List<Object> arguments(Iterable<Sample> parts) {
        List<Object> arguments = new ArrayList<>();
        parts.forEach(part -> arguments.add(part.argument));
        return arguments;
    }

    private static void spoil(Iterable<Sample> parts) {
        parts.forEach(part -> part.spoil.run());
    }

    private static String awkward(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(4); left > 0; left--) {
            text.append(AWKWARD.charAt(random.nextInt(AWKWARD.length())));
        }
        return text.toString();
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
