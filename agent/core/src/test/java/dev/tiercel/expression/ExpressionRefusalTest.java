package dev.tiercel.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionRefusalTest {
    private static final List<@Nullable String> NAMES = List.of("id", "user");
    private static final String VALUES = "; allowed: a parameter, a number, a text in quotes, true, false, null or (";

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "`` => at column 1: it ends too early`V",
                "`  ` => at column 3: it ends too early`V",
                "1 && => at column 1: a number stands where true or false should",
                "true && => at column 8: it ends too early`V",
                "true && 1 => at column 9: a number stands where true or false should",
                "1 => at column 1: a number stands where true or false should",
                "'a' => at column 1: a text stands where true or false should",
                "null => at column 1: null stands where true or false should",
                "!'a' => at column 2: a text stands where true or false should",
                "id = 1 => at column 4: the expression should end here, or go on by && or ||",
                "id == 1 == true => at column 9: the expression should end here, or go on by && or ||",
                "id == 1) => at column 8: the expression should end here, or go on by && or ||",
                "(id == 1 => at column 9: a closing parenthesis should stand here",
                "id + 1 > 2 => at column 4: the expression should end here, or go on by && or ||",
                "id == 'a => at column 7: the quote that opens here is not closed",
                "id == 1x => at column 7: not a number; allowed: digits and one point",
                "id == 1.2.3 => at column 7: not a number; allowed: digits and one point",
                "id == 1. => at column 8: the expression should end here, or go on by && or ||",
                "id == . => at column 7: not understood`V",
                "id == # => at column 7: not understood`V",
                "id == -a => at column 7: not understood`V",
                "1 < 'a' => at column 3: < does not compare a number with a text; allowed: numbers with numbers, texts with texts",
                "1 == 'a' => at column 3: == does not compare a number with a text; allowed: numbers with numbers, texts with texts",
                "true != 1 => at column 6: != does not compare true or false with a number; allowed: numbers with numbers, texts with texts",
                "id > null => at column 4: > does not compare a value with null; allowed: numbers with numbers, texts with texts",
                "id >= true => at column 4: >= does not compare a value with true or false; allowed: numbers with numbers, texts with texts",
                "and => at column 1: and stands where a value should",
                "id == not => at column 7: not stands where a value should",
                "user.getName() == 'a' => at column 13: methods cannot be called; write user.name for user.getName()",
                "id() => at column 3: methods cannot be called; write user.name for user.getName()",
                "user. == 1 => at column 7: a component, getter or field should stand here",
                "user.class.name == 'x' => at column 6: a component, getter or field should stand here",
                "user.'a' => at column 6: a component, getter or field should stand here",
                "T(java.lang.Runtime) => at column 1: nothing is named T; allowed: id, user, p0, p1, result; did you mean id?",
                "@bean.x => at column 1: not understood`V",
                "usr.id > 0 => at column 1: nothing is named usr; allowed: id, user, p0, p1, result; did you mean user?",
                "id > 1 && #rsult => at column 11: nothing is named rsult; allowed: id, user, p0, p1, result; did you mean result?",
                "p2 == 1 => at column 1: nothing is named p2; allowed: id, user, p0, p1, result; did you mean p0?",
                "p00 == 1 => at column 1: nothing is named p00; allowed: id, user, p0, p1, result; did you mean p0?",
            })
    void eachIsToldWithItsColumn(String text, String message) {
        String expected = message.replace("`V", VALUES);
        assertThatThrownBy(() -> Expression.parse(text, NAMES, true))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(expected);
    }

    @Test
    void resultBeforeTheMethodRan_isRefused() {
        assertThatThrownBy(() -> Expression.parse("id > 1 && result", NAMES, false))
                .hasMessage("at column 11: there is no result before the method ran");
    }

    @Test
    void namesThatAreNotCompiledIn_areSaidToBeMissing() {
        assertThatThrownBy(() -> Expression.parse("id > 1", Arrays.asList(null, null), false))
                .hasMessage("at column 1: nothing is named id; allowed: p0, p1 (their names are not in the class file)"
                        + "; did you mean p0?");
        assertThatThrownBy(() -> Expression.parse("id > 1", List.of(), false))
                .hasMessage("at column 1: nothing is named id; allowed: no name, for there are no parameters");
    }

    @Test
    void textAndDepth_areBounded() {
        assertThatThrownBy(() -> Expression.parse("true" + " ".repeat(997), NAMES, true))
                .hasMessage("is longer than 1000 characters");
        assertThatCode(() -> Expression.parse("true" + " ".repeat(996), NAMES, true))
                .doesNotThrowAnyException();
        for (String opening : List.of("(", "!", "not ", "(!")) {
            assertThatThrownBy(() -> Expression.parse(opening.repeat(240) + "true", NAMES, true))
                    .hasMessageContaining("nested more than 50 times");
        }
        assertThatCode(() -> Expression.parse("(".repeat(50) + "true" + ")".repeat(50), NAMES, true))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Expression.parse("user" + ".x".repeat(51), NAMES, true))
                .hasMessageContaining("a component, getter or field should stand here");
        assertThatCode(() -> Expression.parse("(true)".concat(" && (true)".repeat(90)), NAMES, true))
                .doesNotThrowAnyException();
    }

    @Test
    void garbage_isRefusedOrRead_andNothingElse() {
        String[] tokens = {
            "id", "user", "result", "p0", "#", ".", "?.", "(", ")", "!", "&&", "||", "and", "or", "not", "==", "!=",
            "<", "<=", ">", ">=", "1", "-1", "2.5", "'a'", "\"b\"", "'", "true", "false", "null", " ", "size", "empty",
            "\u0000", "\ud83d", "class", "0x", "+", "=", "&", "|", "T(x)", "\n"
        };
        Random random = new Random(4711);
        int read = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = 1 + random.nextInt(random.nextInt(30) == 0 ? 200 : 8); left > 0; left--) {
                text.append(tokens[random.nextInt(tokens.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                Expression expression = Expression.parse(text.toString(), NAMES, true);
                assertThat(expression).hasToString(text.toString());
                read++;
                evaluate(expression);
            } catch (ExpressionException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        assertThat(read).as("not all is refused").isGreaterThan(1_000);
    }

    private static void evaluate(Expression expression) {
        try {
            expression.test(new Object[] {1, "u"}, List.of());
        } catch (RuntimeException cannotBeTold) {
            assertThat(cannotBeTold.getMessage()).isNotBlank();
        }
    }
}
