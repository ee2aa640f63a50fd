package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.readthrough.MethodSpec.Read;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/** A condition of Spring's is honoured only where Spring's own language and ours say the same of all values. */
class SpringConditionsTest {
    private static final String GENERATED = "dev.tiercel.weaving.Conditioned";

    /** Public, for Spring looks into it. */
    public enum Status {
        ACTIVE,
        GONE
    }

    public record User(long id, String name, Long age, boolean admin, Status status) {}

    private static final List<Object> USERS = Arrays.asList(
            null,
            new User(1, "ann", 30L, true, Status.ACTIVE),
            new User(20, "", null, false, Status.GONE),
            new User(-1, null, 10L, false, null));

    private static final Long[] NUMBERS = {null, -1L, 0L, 10L, 11L, Long.MAX_VALUE};
    private static final String[] TEXTS = {null, "", "ann", "ACTIVE"};

    private final ForeignRig rig = new ForeignRig(log -> new SpringVocabulary());

    /** A method {@code String find(long id, Long boxed, String text, User user, boolean flag, Status status, double d)}. */
    private Read read(String attribute, String text) {
        byte[] file = new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .subclass(Object.class)
                .name(GENERATED)
                .defineMethod("find", String.class, Visibility.PUBLIC)
                .withParameter(long.class, "id")
                .withParameter(Long.class, "boxed")
                .withParameter(String.class, "text")
                .withParameter(User.class, "user")
                .withParameter(boolean.class, "flag")
                .withParameter(Status.class, "status")
                .withParameter(double.class, "fraction")
                .intercept(FixedValue.nullValue())
                .annotateMethod(AnnotationDescription.Builder.ofType(Cacheable.class)
                        .defineArray("cacheNames", "a")
                        .define(attribute, text)
                        .build())
                .make()
                .getBytes();
        Weaver.Woven woven = rig.weave(GENERATED, file);
        return woven == null
                ? null
                : woven.methods().values().iterator().next().spec().read();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#id > 10",
                "#id >= 10 and #id < 12",
                "#p0 <= -1 or #a0 == 11",
                "10 < #id",
                "#id == #boxed",
                "#boxed == 10",
                "#boxed != null && #boxed == #user.age",
                "#text == 'ann'",
                "#text != null && #text != ''",
                "#text == #user.name",
                "#user.id > 1 || #flag",
                "#user.id == 20",
                "#user?.admin == true",
                "#user.status == null",
                "#status == null or !#flag",
                "!(#flag and #id == 10) and true",
                "#flag == false",
                "#user != null",
            })
    void whatIsHonoured_saysWhatSpringSays(String text) throws Exception {
        Read read = read("condition", text);
        assertThat(rig.lines).noneMatch(line -> line.contains("left alone"));

        SpelExpressionParser spring = new SpelExpressionParser();
        int seen = 0;
        for (Object[] arguments : arguments()) {
            StandardEvaluationContext context = new StandardEvaluationContext();
            String[] names = {"id", "boxed", "text", "user", "flag", "status", "fraction"};
            for (int i = 0; i < arguments.length; i++) {
                context.setVariable(names[i], arguments[i]);
                context.setVariable("p" + i, arguments[i]);
                context.setVariable("a" + i, arguments[i]);
            }
            try {
                Boolean said = spring.parseExpression(text).getValue(context, Boolean.class);
                assertThat(read.condition().test(arguments, null))
                        .as("%s of %s", text, Arrays.toString(arguments))
                        .isEqualTo(said);
                seen++;
            } catch (EvaluationException nothingToAsk) {
                // Where Spring fails, nobody relies on an answer.
            }
        }
        assertThat(seen).isPositive();
    }

    private static List<Object[]> arguments() {
        List<Object[]> all = new ArrayList<>();
        for (long id : new long[] {-1, 0, 1, 10, 11, 12}) {
            for (Long boxed : NUMBERS) {
                for (String text : TEXTS) {
                    for (Object user : USERS) {
                        for (boolean flag : new boolean[] {true, false}) {
                            all.add(new Object[] {id, boxed, text, user, flag, flag ? Status.ACTIVE : null, 0.1});
                        }
                    }
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#boxed > 10",
                "#boxed < 10",
                "#user.age >= 10",
                "#user.id < 10 == true",
                "#user?.id < 10",
                "#user?.admin",
                "#status == 'ACTIVE'",
                "#user.status == 'ACTIVE'",
                "#fraction == 1",
                "#fraction > #id",
                "#text > 'a'",
                "#text == 1",
                "#id == 10L",
                "#id == 1.5",
                "#text.length() > 3",
                "#text.length > 3",
                "#text.empty",
                "#text",
                "#boxed",
                "#user.nothing == null",
                "not #flag",
                "not #id == 1",
                "!#flag == #flag",
                "#flag AND #flag",
                "#id eq 10",
                "#id + 1 == 2",
                "#id matches '1'",
                "flag",
                "id == 1",
                "#flag ? true : false",
                "#root.methodName == 'find'",
                "#result == null",
                "#nobody == null",
                "T(java.lang.System).exit(1) == null",
                "new java.util.ArrayList() == null",
                "@bean.isOn()",
                "#text == 'it''s'",
                "#flag #flag",
                "(#id == 1) == true",
                "#id == 12345678901",
            })
    void whatOurLanguageWouldSayDifferently_isLeftToSpring(String text) {
        assertThat(read("condition", text)).isNull();
        assertThat(rig.lines).anyMatch(line -> line.contains("Conditioned.find is left alone: Spring keeps it, for "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#result == null", "#result == 'x' or #id == 1", "#result != #text"})
    void theResultIsKnownAfterwards(String text) {
        assertThat(read("unless", text).unless()).isNotNull();
    }
}
