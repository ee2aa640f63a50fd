package dev.tiercel.key;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A random argument and what it means: two arguments are the same key exactly when their meanings are equal, in whatever
 * classes and order they come.
 */
record Sample(List<?> meaning, @Nullable Object argument) {
    private static final String AWKWARD = "aZ09,'\\[](){}=#~:-_ \n\u0000\u007f\u00e4\ud83d\ude00";

    static Sample random(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 18 : 12)) {
            case 0 -> new Sample(List.of("null"), null);
            case 1, 2 -> number(random);
            case 3, 4 -> simple("string", awkward(random));
            case 5 -> simple("boolean", random.nextBoolean());
            case 6 -> simple("char", AWKWARD.charAt(random.nextInt(AWKWARD.length())));
            case 7 -> simple("double", pick(random, 0.0, -0.0, 1.0, Double.NaN, Double.POSITIVE_INFINITY));
            case 8 ->
                simple("decimal", pick(random, new BigDecimal("1"), new BigDecimal("1.0"), new BigDecimal("1E+3")));
            case 9 -> simple("enum", pick(random, Keying.Size.SMALL, Keying.Size.LARGE, Keying.Shirt.SMALL));
            case 10 ->
                pick(
                        random,
                        simple("date", LocalDate.ofEpochDay(random.nextInt(3))),
                        simple("uuid", new UUID(0, random.nextInt(3))));
            case 11 -> record(random);
            case 12, 13 -> list(random, depth);
            case 14, 15 -> set(random, depth);
            case 16 -> map(random, depth);
            default -> optional(random, depth);
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
        return new Sample(List.of(kind, argument), argument);
    }

    private static Sample number(Random random) {
        int number = random.nextInt(7) - 3;
        List<IntFunction<Object>> widths = List.of(n -> (byte) n, n -> (short) n, n -> n, n -> (long) n);
        return new Sample(
                List.of("number", number), widths.get(random.nextInt(4)).apply(number));
    }

    private static Sample record(Random random) {
        int x = random.nextInt(2);
        int y = random.nextInt(2);
        return switch (random.nextInt(3)) {
            case 0 -> simple("record", new Keying.Point(x, y));
            case 1 -> simple("record", new Keying.Place(x, y));
            default -> simple("record", new Keying.Name(awkward(random), random.nextBoolean() ? null : "null"));
        };
    }

    private static Sample list(Random random, int depth) {
        List<Sample> parts = several(random, random.nextInt(3), depth - 1);
        List<Object> arguments = arguments(parts);
        return new Sample(
                List.of("list", meanings(parts)),
                pick(random, arguments, new LinkedList<>(arguments), Collections.unmodifiableList(arguments)));
    }

    private static Sample set(Random random, int depth) {
        List<Sample> parts = several(random, random.nextInt(3), depth - 1);
        Collections.shuffle(parts, random);
        return new Sample(List.of("set", Set.copyOf(meanings(parts))), new LinkedHashSet<>(arguments(parts)));
    }

    private static Sample map(Random random, int depth) {
        Map<Object, Object> meaning = new HashMap<>();
        Map<Object, Object> argument = new LinkedHashMap<>();
        for (Sample key : several(random, random.nextInt(3), 0)) {
            Sample value = random(random, depth - 1);
            // The same number of another width would be a second key for Java and none for us.
            if (meaning.putIfAbsent(key.meaning, value.meaning) == null) {
                argument.put(key.argument, value.argument);
            }
        }
        return new Sample(List.of("map", meaning), argument);
    }

    private static Sample optional(Random random, int depth) {
        Sample part = random(random, depth - 1);
        boolean empty = part.argument == null;
        return new Sample(List.of("optional", empty ? "empty" : part.meaning), Optional.ofNullable(part.argument));
    }

    private static List<List<?>> meanings(List<Sample> parts) {
        List<List<?>> meanings = new ArrayList<>();
        parts.forEach(part -> meanings.add(part.meaning));
        return meanings;
    }

    private static List<Object> arguments(List<Sample> parts) {
        return new ArrayList<>(
                Arrays.asList(parts.stream().map(Sample::argument).toArray()));
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
