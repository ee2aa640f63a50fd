package dev.tiercel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Clock;
import java.time.LocalDate;
import java.time.chrono.ThaiBuddhistDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnfitKeyTest {
    record WithBuilder(StringBuilder text) {}

    record Nested(List<?> list, WithBuilder inner) {}

    /** Its text would tell apart what it calls equal. */
    record CaseBlind(String name) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof CaseBlind blind && name.equalsIgnoreCase(blind.name);
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @SuppressWarnings("serial")
    private static final class LateDate extends Date {}

    @ParameterizedTest
    @MethodSource
    void valueWithoutValueEquality_isRefused(Object unfit) {
        String type = unfit.getClass().isArray() ? "" : unfit.getClass().getName();
        assertThatThrownBy(() -> Keying.key(unfit))
                .isInstanceOf(UnfitKeyException.class)
                .hasMessageContaining(type)
                .hasMessageContaining("@CacheKey");
        for (Object around :
                List.of(List.of(unfit), Set.of(unfit), Map.of(1, unfit), Map.of(unfit, 1), Optional.of(unfit))) {
            assertThatThrownBy(() -> Keying.key("a", around)).isInstanceOf(UnfitKeyException.class);
        }
    }

    static Stream<Arguments> valueWithoutValueEquality_isRefused() {
        return Stream.<Object>of(
                        new Object(),
                        new StringBuilder[0],
                        new Object[] {new Object()},
                        new AtomicLong[][] {},
                        new StringBuilder("a"),
                        new AtomicLong(1),
                        new LateDate(),
                        Clock.systemUTC(),
                        Thread.currentThread(),
                        String.class,
                        new ArrayDeque<>(),
                        Map.entry(1, 2),
                        DateTimeFormatter.ISO_DATE,
                        new WithBuilder(new StringBuilder()),
                        new Nested(List.of(), new WithBuilder(new StringBuilder())),
                        new CaseBlind("a"))
                .map(unfit -> arguments(unfit));
    }

    @Test
    void collectionThatHoldsItself_isRefused() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        Object[] array = new Object[1];
        array[0] = array;

        assertRefused(itself, "holds itself");
        assertRefused(array, "holds itself");
    }

    @Test
    void deepNesting_isRefusedAtItsBound() {
        assertThat(Keying.text(nested(KeyCopy.MAX_DEPTH))).contains("[[[[[[");
        assertRefused(nested(KeyCopy.MAX_DEPTH + 1), "nested more than 64 times");
    }

    @Test
    void manyValues_areRefusedAtTheirBound() {
        // The list counts as one.
        assertThat(Keying.text(Collections.nCopies(KeyCopy.MAX_PARTS - 1, 1))).hasSize(164);
        assertRefused(Collections.nCopies(KeyCopy.MAX_PARTS, 1), "more than 100000 values");
        assertRefused(Collections.nCopies(Integer.MAX_VALUE, 1), "more than 100000 values");
        assertRefused(new byte[KeyCopy.MAX_PARTS], "more than 100000 values");
    }

    @Test
    void fewListsThatMakeUpMillions_areRefused() {
        List<?> list = List.of(1);
        for (int i = 0; i < 40; i++) {
            list = List.of(list, list);
        }
        assertRefused(list, "more than 100000 values");
    }

    @Test
    void setsAndMapsWhoseCopiesWouldBeSmaller_areRefused() {
        assertRefused(Set.of(1, 1L), "a number in two types");
        assertRefused(Set.of(new int[] {1}, new int[] {1}), "two arrays of one content");
        assertRefused(Map.of(1, "a", 1L, "b"), "a number in two types");
    }

    private static List<?> nested(int depth) {
        List<?> list = List.of();
        for (int i = 1; i < depth; i++) {
            list = List.of(list);
        }
        return list;
    }

    private static void assertRefused(Object part, String reason) {
        assertThatThrownBy(() -> Keying.key(part, "a"))
                .isInstanceOf(UnfitKeyException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("@CacheKey");
    }

    @Test
    void datesOfEveryCalendar_areKeys() {
        ThaiBuddhistDate date = ThaiBuddhistDate.from(LocalDate.EPOCH);
        assertThat(Keying.key(date)).isEqualTo(Keying.key(ThaiBuddhistDate.from(LocalDate.EPOCH)));
    }
}
