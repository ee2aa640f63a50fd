package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.key.KeyRecipe;
import dev.tiercel.key.KeyText;
import dev.tiercel.weaving.description.MethodDescription;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.chrono.ChronoLocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Declared types, read from class files: none of them is loaded for it. */
class KeyTypesTest {
    record Point(int x, Long y) {}

    record Line(Point from, Point to, TimeUnit unit) {}

    record Tags(List<String> tags) {}

    record Bytes(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes b && java.util.Arrays.equals(bytes, b.bytes);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(bytes);
        }
    }

    record CaseBlind(String name) {
        @Override
        public boolean equals(Object other) {
            return other instanceof CaseBlind blind && name.equalsIgnoreCase(blind.name);
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    record Chain(int head, Chain tail) {}

    record Broken(int id, StringBuilder text) {}

    record Around(Broken broken) {}

    sealed interface Shape permits Circle {}

    record Circle(int size) implements Shape {}

    interface Named {
        default String label() {
            return "";
        }
    }

    @SuppressWarnings("unused")
    static class Bean implements Named {
        static int counter;
        private long id;

        void nothing() {}
    }

    @SuppressWarnings({"unused", "EmptyMethod"})
    abstract static class Methods<T extends List<T>, N extends Number> {
        abstract void narrow(int a, short b, byte c, Integer d, Byte e);

        abstract void exact(
                long a,
                Long b,
                boolean c,
                char d,
                double e,
                String f,
                UUID g,
                BigDecimal h,
                URI i,
                Locale j,
                TimeUnit k,
                LocalDate l,
                Instant m,
                ZoneId n,
                Point o,
                Line p,
                Circle q);

        abstract void dynamic(
                Object a,
                List<String> b,
                Set<Integer> c,
                Map<String, List<Long>> d,
                Optional<Point> e,
                byte[] f,
                String[][] g,
                int[]... h);

        abstract void dynamicToo(
                Tags a,
                Bytes b,
                Chain c,
                Shape d,
                Date e,
                Timestamp f,
                OptionalInt g,
                ArrayList<String> h,
                EnumMap<TimeUnit, String> i,
                Collection<?> j,
                Comparable<String> k,
                ChronoLocalDate l,
                Clock m);

        abstract void variables(T a, N b, List<? extends N> c, List<? super Integer> d, T[] e);

        abstract void builder(StringBuilder a);

        abstract void counter(AtomicLong a);

        abstract void bean(Bean a);

        abstract void beans(Bean[] a);

        abstract void queue(ArrayDeque<String> a);

        abstract void formatter(DateTimeFormatter a);

        abstract void type(Class<String> a);

        abstract void listOfBuilders(List<StringBuilder> a);

        abstract void mapOfBeans(Map<String, List<? extends Bean>> a);

        abstract void broken(Broken a);

        abstract void around(Around a);

        abstract void caseBlind(CaseBlind a);

        abstract void paths(Bean a, Point b, Object c, Named d);
    }

    private static MethodDescription method(String name) {
        return Described.method(Methods.class, name);
    }

    @Test
    void fitTypes_areOfTheirKind() throws Exception {
        assertKind("narrow", Kind.NARROW);
        assertKind("exact", Kind.EXACT);
        assertKind("dynamic", Kind.DYNAMIC);
        assertKind("dynamicToo", Kind.DYNAMIC);
        assertKind("variables", Kind.DYNAMIC);
    }

    private static void assertKind(String method, Kind kind) throws Exception {
        for (var parameter : method(method).getParameters()) {
            assertThat(KeyTypes.part(parameter, 7, "")).as("%s", parameter).isEqualTo(new KeyPart(kind, 7, ""));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "builder",
                "counter",
                "bean",
                "beans",
                "queue",
                "formatter",
                "type",
                "listOfBuilders",
                "mapOfBeans",
                "broken",
                "around",
                "caseBlind"
            })
    void unfitTypes_areRefusedWithTheirName(String name) {
        var parameter = method(name).getParameters().get(0);

        assertThatThrownBy(() -> KeyTypes.part(parameter, 0, ""))
                .isInstanceOf(UnfitMethodException.class)
                .hasMessageStartingWith("its key parameter 1 is a ")
                .hasMessageContaining("no value equality")
                .hasMessageContaining("@CacheKey");
    }

    @Test
    void refusal_saysWhatIsInACollection() {
        assertThatThrownBy(() ->
                        KeyTypes.part(method("listOfBuilders").getParameters().get(0), 0, ""))
                .hasMessageContaining("java.util.List<java.lang.StringBuilder>");
        assertThatThrownBy(() -> KeyTypes.part(method("beans").getParameters().get(0), 0, ""))
                .hasMessageContaining("Bean[]");
    }

    /** A method that declares Object must find, and drop, what one that declares the type has put there. */
    @Test
    void keyIsTheSame_whetherTheTypeIsDeclaredOrSeen() throws Throwable {
        List<Object> exact = List.of(
                7L,
                7L,
                true,
                'd',
                1.5,
                "f",
                new UUID(1, 2),
                BigDecimal.ONE,
                URI.create("a:b"),
                Locale.ROOT,
                TimeUnit.DAYS,
                LocalDate.EPOCH,
                Instant.EPOCH,
                ZoneId.of("UTC"),
                new Point(1, 2L),
                new Line(new Point(1, 2L), new Point(3, 4L), TimeUnit.DAYS),
                new Circle(3));
        List<Object> dynamic = List.of(
                new Tags(List.of("a")),
                new Bytes(new byte[] {1}),
                new Chain(1, null),
                new Circle(4),
                new Date(5),
                new Timestamp(6),
                OptionalInt.of(7),
                new ArrayList<>(List.of("h")),
                new EnumMap<>(Map.of(TimeUnit.DAYS, "i")));
        assertSameKeys("exact", exact);
        assertSameKeys("dynamicToo", dynamic);
        assertSameKeys("narrow", List.of(1, (short) 2, (byte) 3, 4, (byte) 5));
    }

    private static void assertSameKeys(String method, List<Object> arguments) throws Throwable {
        var parameters = method(method).getParameters();
        for (int i = 0; i < arguments.size(); i++) {
            KeyPart declared = KeyTypes.part(parameters.get(i), 0, "");
            Object key = key(declared, arguments.get(i));
            Object seen = key(KeyPart.of(Kind.DYNAMIC, 0), arguments.get(i));
            assertThat(key).isEqualTo(seen).hasSameHashCodeAs(seen);
            assertThat(KeyText.of(key)).isEqualTo(KeyText.of(seen));
        }
    }

    private static Object key(KeyPart part, Object argument) throws Throwable {
        return KeyRecipe.of(List.of(part), 1).handle().invoke(argument);
    }

    @Test
    void firstStepOfAPath_hasToBeThere() throws Exception {
        var parameters = method("paths").getParameters();
        assertThat(KeyTypes.part(parameters.get(0), 2, "id")).isEqualTo(new KeyPart(Kind.DYNAMIC, 2, "id"));
        assertThat(KeyTypes.part(parameters.get(0), 2, "label.size").path()).isEqualTo("label.size");
        assertThat(KeyTypes.part(parameters.get(1), 2, "x").path()).isEqualTo("x");
        assertThat(KeyTypes.part(parameters.get(2), 2, "any").path()).isEqualTo("any");
        assertThat(KeyTypes.part(parameters.get(3), 2, "any").path()).isEqualTo("any");
        for (String missing : List.of("other", "counter", "nothing", "class", "hashCode")) {
            assertThatThrownBy(() -> KeyTypes.part(parameters.get(0), 2, missing))
                    .as(missing)
                    .hasMessageContaining("no component, getter or field named " + missing);
        }
        for (String none : List.of(".", "a.", ".a", "a..b")) {
            assertThatThrownBy(() -> KeyTypes.part(parameters.get(2), 2, none)).hasMessageContaining("is no path");
        }
    }
}
