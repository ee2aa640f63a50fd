package dev.tiercel.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    record User(
            long id,
            @Nullable String name,
            boolean admin,
            @Nullable User boss) {}

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "odd";
            }
        }
    }

    @SuppressWarnings("unused")
    static class Bean {
        static String shared = "shared";
        final int count = 3;
        int calls;

        private String getTitle() {
            return "title";
        }

        public boolean isOpen() {
            return true;
        }

        Optional<String> getNote() {
            return Optional.of("note");
        }

        Optional<String> getNothing() {
            return Optional.empty();
        }

        Class<?> getKind() {
            return String.class;
        }

        boolean delete() {
            calls++;
            return true;
        }

        String getBroken() {
            throw new IllegalArgumentException("broken");
        }
    }

    private static final List<@Nullable String> NAMES =
            List.of("id", "name", "user", "list", "color", "price", "flag", "bean");

    private static final User BOSS = new User(1, "ada", true, null);

    private final Object[] arguments = {
        7, "anna", new User(42, null, false, BOSS), List.of("a", "b"), Color.GREEN, 0.1, true, new Bean()
    };

    private boolean test(String text) {
        return test(text, "value");
    }

    private boolean test(String text, @Nullable Object result) {
        return parsed(text).test(arguments, result);
    }

    private static Expression parsed(String text) {
        try {
            return Expression.parse(text, NAMES, true);
        } catch (ExpressionException e) {
            throw new AssertionError(text + " " + e.getMessage(), e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "!false",
                "not false",
                "not not true",
                "!!flag",
                "flag",
                "#flag",
                "p6",
                "a6",
                "#p6",
                "#a6",
                "id == 7",
                "#id==7",
                "7 == id",
                "id != 8",
                "id > 6 && id < 8 && id >= 7 && id <= 7",
                "id == 7.0",
                "id == 007",
                "id > -1",
                "price == 0.1",
                "price < 0.10001",
                "p0 == 7 and p1 == 'anna'",
                "name == \"anna\"",
                "name != 'Anna'",
                "name < 'b'",
                "name == 'x' || name == 'anna'",
                "false or true",
                "true || false && false",
                "(true || false) && !(true && false)",
                "not id == 8",
                "user.id == 42",
                "user.boss.name == 'ada'",
                "user?.boss?.admin",
                "user . boss . admin",
                "user.name == null",
                "user.boss.boss.boss.name == null",
                "!user.boss.boss.admin",
                "user.admin == false",
                "user == user",
                "color == 'GREEN'",
                "'GREEN' == color",
                "color.name == 'GREEN'",
                "color != 'RED'",
                "list.size == 2",
                "list.length == 2",
                "!list.empty",
                "name.size == 4",
                "name.length > 3",
                "'' != name",
                "bean.count == 3",
                "bean.title == 'title'",
                "bean.open",
                "bean.note == 'note'",
                "bean.note.length == 4",
                "bean.nothing == null",
                "null == null",
                "result == 'value'",
                "#result != null",
            })
    void holds(String text) {
        assertThat(test(text)).isTrue();
        assertThat(test("!(" + text + ")")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null < 1|false",
                "null >= 1|false",
                "null == 1|false",
                "null != 1|true",
                "NaN == NaN|false",
                "NaN < 1|false",
                "infinity > 1|true",
                "infinity == infinity|true",
                "minusInfinity < big|true",
            })
    void nothingAndNoNumber_areNeitherLessNorMore(String text, boolean holds) throws ExpressionException {
        Map<String, Object> values = new HashMap<>();
        values.put("NaN", Double.NaN);
        values.put("infinity", Double.POSITIVE_INFINITY);
        values.put("minusInfinity", Float.NEGATIVE_INFINITY);
        values.put("big", BigInteger.TEN.pow(400));
        values.put("nothing", null);
        List<String> names = new ArrayList<>(values.keySet());
        String asked = text.replace("null <", "nothing <").replace("null >=", "nothing >=");
        Expression expression = Expression.parse(asked, new ArrayList<>(names), false);
        assertThat(expression.test(names.stream().map(values::get).toArray(), null))
                .isEqualTo(holds);
    }

    @Test
    void numbersCompareByValue_whateverTheirTypes() throws ExpressionException {
        Expression equal = Expression.parse("p0 == p1", Arrays.asList(null, null), false);
        Expression less = Expression.parse("p0 < p1", Arrays.asList(null, null), false);
        Object[] ones = {
            1,
            1L,
            (short) 1,
            (byte) 1,
            1.0,
            1.0f,
            BigDecimal.ONE,
            new BigDecimal("1.000"),
            BigInteger.ONE,
            new AtomicLong(1)
        };
        for (Object one : ones) {
            for (Object other : ones) {
                assertThat(equal.test(new Object[] {one, other}, null))
                        .as("%s %s", one.getClass(), other.getClass())
                        .isTrue();
                assertThat(less.test(new Object[] {one, other}, null)).isFalse();
            }
            assertThat(less.test(new Object[] {one, 1.5}, null)).isTrue();
            assertThat(less.test(new Object[] {one, Long.MAX_VALUE}, null)).isTrue();
        }
        assertThat(equal.test(new Object[] {Long.MAX_VALUE, (double) Long.MAX_VALUE}, null))
                .isFalse();
        assertThat(equal.test(new Object[] {0.1f, 0.1}, null)).isTrue();
        assertThat(equal.test(new Object[] {Color.RED, Color.RED}, null)).isTrue();
        assertThat(equal.test(new Object[] {Color.RED, Color.GREEN}, null)).isFalse();
        assertThat(equal.test(new Object[] {'a', "a"}, null)).isTrue();
        assertThat(equal.test(new Object[] {new UUID(1, 2), new UUID(1, 2)}, null))
                .isTrue();
        assertThat(less.test(new Object[] {LocalDate.MIN, LocalDate.MAX}, null)).isTrue();
        assertThat(less.test(new Object[] {TimeUnit.DAYS, TimeUnit.HOURS}, null))
                .isFalse();
        assertThat(less.test(new Object[] {Color.RED, Color.GREEN}, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id == 'a'",
                "id < 'a'",
                "name > 1",
                "flag == 'true'",
                "flag < flag",
                "color < 'RED'",
                "list < list",
                "user == 1",
                "user == 'x'",
                "name && true",
                "!id",
                "list",
                "bean.title.length.value",
                "bean.kind.name == 'x'",
                "bean.delete",
                "bean.shared == null",
                "bean.hashCode == 1",
                "bean.getTitle == 'title'",
                "user.toString == ''",
                "name.bytes.clazz == null",
                "list.iterator == null",
                "bean.broken == null",
            })
    void whatCannotBeTold_throws(String text) {
        assertThatThrownBy(() -> test(text)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void noMethodRunsButGetters() {
        Bean bean = (Bean) arguments[7];
        for (String text : List.of("bean.delete", "bean.delete == true", "bean.calls.delete == 1")) {
            assertThatThrownBy(() -> test(text)).isInstanceOf(RuntimeException.class);
        }
        assertThat(bean.calls).isZero();
    }

    @Test
    void whatAGetterThrows_isThrown() {
        assertThatThrownBy(() -> test("bean.broken == null")).hasMessage("broken");
    }

    @Test
    void secondHalf_isNotAskedWhereTheFirstTells() {
        assertThat(test("false && bean.broken")).isFalse();
        assertThat(test("true || bean.broken")).isTrue();
        assertThat(test("user.boss.boss != null && user.boss.boss.id > 'a'")).isFalse();
    }

    @Test
    void contentOfOptionals_isWhatCounts() {
        assertThat(test("result == 'a'", Optional.of("a"))).isTrue();
        assertThat(test("result == null", Optional.empty())).isTrue();
        assertThat(test("result.id > 5", Optional.of(BOSS))).isFalse();
    }

    @Test
    void sizes_areOfArraysAndMapsToo() {
        assertThat(test("result.size == 2", new int[2])).isTrue();
        assertThat(test("result.empty", Map.of())).isTrue();
        assertThat(test("result.length == 3", new String[3])).isTrue();
        assertThat(test("result.size == null", null)).isTrue();
    }

    @Test
    void parametersNameWins_butNotOverTheResult() throws ExpressionException {
        List<@Nullable String> names = List.of("p1", "x", "result");
        Object[] values = {"named", "x", "parameter"};
        assertThat(Expression.parse("p1 == 'named'", names, true).test(values, "r"))
                .isTrue();
        assertThat(Expression.parse("result == 'r'", names, true).test(values, "r"))
                .isTrue();
        assertThat(Expression.parse("result == 'parameter'", names, false).test(values, "r"))
                .isTrue();
    }

    @Test
    void sameText_isTheSameExpression() {
        Expression one = parsed("id > 1");
        assertThat(one)
                .isEqualTo(parsed("id > 1"))
                .hasSameHashCodeAs(parsed("id > 1"))
                .hasToString("id > 1");
        assertThat(one).isNotEqualTo(parsed("id >  1"));
    }
}
