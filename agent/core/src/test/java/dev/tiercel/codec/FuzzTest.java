package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tiercel.config.CodecFormat;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.*;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A million times bytes that are no entry, or a forged one: each is a miss, or a value of the declared classes. */
class FuzzTest extends CodecRig {
    private static final long SEED = 0x7_1E2CE1;
    private static final int INPUTS = 1_000_000;
    private static final int THREADS = 2;

    /**
     * The most that reading may allocate, in bytes, mostly for the parser's table of names; and for each byte that is read,
     * the more so where it is compressed.
     */
    private static final long MAX_ALLOCATED = 16 << 20;

    private static final long MAX_RATIO = 600;

    private static final AtomicBoolean INTRUDED = new AtomicBoolean();

    /** On the class path and nameable, but in no declared type. */
    static final class Intruder {
        static {
            INTRUDED.set(true);
        }

        Intruder() {
            INTRUDED.set(true);
        }
    }

    /** A declared type, an entry of it, and who reads it. */
    private record Target(ValueType type, byte[] entry, ValueCodec codec, Set<Class<?>> declared) {}

    /** Plain threads, whose short stacks make the many exceptions of a parser cheap. */
    @Test
    void aMillionInputs_areMissesOrValuesOfTheDeclaredClasses() throws Exception {
        System.out.println("fuzz seeds " + SEED + " to " + (SEED + THREADS - 1));
        List<Target> targets = targets();
        targets.forEach(each -> each.codec().decode(each.entry())); // loads what reading needs
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        int values = 0;
        try {
            List<Future<Integer>> parts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                long seed = SEED + i;
                parts.add(threads.submit(() -> fuzz(seed, targets)));
            }
            for (Future<Integer> each : parts) {
                values += each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(INTRUDED)
                .as("a class outside of the declared types was touched")
                .isFalse();
        assertThat(values).isBetween(INPUTS / 1_000, INPUTS / 2);
        assertThat(lines).isEmpty();
    }

    /** How many inputs held a value. */
    private static int fuzz(long seed, List<Target> targets) {
        Mutations mutations =
                new Mutations(seed, targets.stream().map(Target::entry).toList());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int values = 0;
        for (int i = 0; i < INPUTS / THREADS; i++) {
            Target target = targets.get(i % targets.size());
            Mutations.Input input = mutations.of(target.entry());
            String what = "seed " + seed + ", input " + i;
            long before = threads.getCurrentThreadAllocatedBytes();
            Decoded back = decode(target, input, what);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            if (allocated > MAX_ALLOCATED + MAX_RATIO * input.bytes().length) {
                throw new AssertionError(describe(target, input, what) + " allocated " + allocated);
            }
            if (back != null) {
                values++;
                check(target, input, back, what);
            }
        }
        return values;
    }

    private static Decoded decode(Target target, Mutations.Input input, String which) {
        try {
            return target.codec().decode(input.bytes());
        } catch (Throwable e) {
            throw new AssertionError(describe(target, input, which), e);
        }
    }

    private static String describe(Target target, Mutations.Input input, String which) {
        return which + " of " + target.type() + ": "
                + HexFormat.of().formatHex(Arrays.copyOf(input.bytes(), Math.min(300, input.bytes().length)));
    }

    private static void check(Target target, Mutations.Input input, Decoded back, String which) {
        String what = describe(target, input, which);
        checkClasses(target.declared(), back.value(), what);
        if (!input.forged()) {
            byte[] again =
                    target.codec().encode(back.value(), back.freshUntilMillis(), back.ttlMillis(), back.stamps());
            byte[] before =
                    target.codec().encode(target.codec().decode(target.entry()).value(), FRESH_UNTIL, TTL, STAMPS);
            assertThat(again).as(what).isEqualTo(before);
        }
    }

    private List<Target> targets() {
        ValueType text = type(String.class);
        Map<ValueType, Object> values = new LinkedHashMap<>();
        values.put(type(Shop.Product.class), Shop.product());
        values.put(
                type(Shapes.Shape.class),
                new Shapes.Group("g", List.of(new Shapes.Circle(1), Shapes.Blank.UNKNOWN, new Shapes.Square(1, "s"))));
        Shop.Entity entity = new Shop.Entity(9L, "Ann", "hash", Shop.Colour.GREEN);
        entity.prices().add(new Shop.Price(BigDecimal.ONE, "EUR"));
        values.put(type(List.class, type(Shop.Entity.class)), List.of(entity, entity));
        values.put(
                type(Map.class, type(Integer.class), type(List.class, type(BigDecimal.class))),
                Map.of(1, List.of(new BigDecimal("1.50"), BigDecimal.TEN)));
        values.put(type(Optional.class, type(BigInteger.class)), Optional.of(BigInteger.TWO.pow(200)));
        values.put(
                type(Shapes.Outcome.class, type(Map.class, type(Instant.class), type(Duration.class))),
                new Shapes.Done<>(Map.of(Instant.EPOCH, Duration.ofDays(1))));
        values.put(type(List.class, type(ZonedDateTime.class)), List.of(ZonedDateTime.parse("2024-01-01T00:00Z")));
        values.put(type(double[].class), new double[] {1, -0.0, Double.NaN});
        values.put(type(byte[].class), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        values.put(text, "some text and some text and some text and some text");
        values.put(ValueType.of("long"), 123_456_789L);
        values.put(type(Shop.Node.class), new Shop.Node("a", List.of(new Shop.Node("b", List.of()))));
        List<Target> targets = new ArrayList<>();
        values.forEach((type, value) -> {
            Set<Class<?>> declared = new HashSet<>();
            collect(value, declared);
            for (Way way : WAYS) {
                CodecFormat other = way.format() == CodecFormat.JSON ? CodecFormat.SMILE : CodecFormat.JSON;
                targets.add(new Target(type, encode(type, value, way), codec(type, new Way(other, 0)), declared));
            }
        });
        return targets;
    }

    /** The classes of the application which the value is made of. */
    private static void collect(Object value, Set<Class<?>> classes) {
        walk(value, part -> classes.add(kind(part)));
        if (value instanceof Shapes.Shape) {
            classes.add(Shapes.Outer.Square.class);
        }
        if (value instanceof Shapes.Outcome) {
            classes.add(Shapes.Failed.class);
        }
    }

    private static void checkClasses(Set<Class<?>> declared, Object value, String what) {
        walk(value, part -> {
            if (!Classes.isOfTheJdk(part.getClass()) && !declared.contains(kind(part))) {
                throw new AssertionError(what + " made a " + part.getClass().getName());
            }
        });
    }

    private static Class<?> kind(Object part) {
        return part instanceof Enum<?> constant ? constant.getDeclaringClass() : part.getClass();
    }

    private static void walk(Object value, java.util.function.Consumer<Object> visitor) {
        if (value == null) {
            return;
        }
        visitor.accept(value);
        if (value instanceof Iterable<?> parts) {
            parts.forEach(part -> walk(part, visitor));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, part) -> {
                walk(key, visitor);
                walk(part, visitor);
            });
        } else if (value instanceof Optional<?> optional) {
            walk(optional.orElse(null), visitor);
        } else if (value instanceof Object[] parts) {
            Arrays.asList(parts).forEach(part -> walk(part, visitor));
        } else if (!Classes.isOfTheJdk(value.getClass()) && !(value instanceof Enum)) {
            fields(value, visitor);
        }
    }

    private static void fields(Object value, java.util.function.Consumer<Object> visitor) {
        for (Class<?> at = value.getClass(); at != null && !Classes.isOfTheJdk(at); at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    try {
                        walk(field.get(value), visitor);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
    }
}
