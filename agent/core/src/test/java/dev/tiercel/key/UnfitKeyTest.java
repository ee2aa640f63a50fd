package dev.tiercel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.time.chrono.ThaiBuddhistDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
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
    record WithArray(byte[] bytes) {}

    record WithList(List<String> names) {}

    record WithObject(Object any) {}

    record Chain(int head, @Nullable Chain tail) {}

    record Chicken(@Nullable Egg egg) {}

    record Egg(@Nullable Chicken chicken) {}

    record Nested(WithArray inner) {}

    @ParameterizedTest
    @MethodSource
    void valueWithoutValueEquality_isRefused(Object unfit) {
        String type = unfit.getClass().getName();
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
                        new byte[0],
                        new String[] {"a"},
                        new Object[0],
                        new StringBuilder("a"),
                        new AtomicLong(1),
                        new Date(0),
                        new ArrayDeque<>(),
                        Map.entry(1, 2),
                        DateTimeFormatter.ISO_DATE,
                        new WithArray(new byte[0]),
                        new WithList(List.of()),
                        new WithObject(1),
                        new Chain(1, null),
                        new Chicken(new Egg(null)),
                        new Nested(new WithArray(new byte[0])))
                .map(unfit -> arguments(unfit));
    }

    @Test
    void datesOfEveryCalendar_areKeys() {
        ThaiBuddhistDate date = ThaiBuddhistDate.from(LocalDate.EPOCH);
        assertThat(Keying.key(date)).isEqualTo(Keying.key(ThaiBuddhistDate.from(LocalDate.EPOCH)));
    }

    @Test
    void declaredTypes_areJudgedByName() {
        assertThat(Stream.of("java.lang.String", "java.lang.Long", "java.util.UUID", "java.time.LocalDate"))
                .allMatch(Keys::isExact);
        assertThat(Stream.of(
                        "java.lang.Integer",
                        "java.lang.Object",
                        "java.util.List",
                        "java.time.format.DateTimeFormatter",
                        "java.time.temporal.Temporal",
                        "java.timed.Thing"))
                .noneMatch(Keys::isExact);
        assertThat(Stream.of("java.lang.Integer", "java.lang.Short", "java.lang.Byte"))
                .allMatch(Keys::isNarrow);
        assertThat(Stream.of("java.lang.Long", "java.lang.Character", "int")).noneMatch(Keys::isNarrow);
    }
}
