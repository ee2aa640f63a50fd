package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.Rule.Action;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final String FILE = "class path tiercel.yaml line ";

    private static List<Rule> rules(String yaml) {
        return Sources.none().yaml(yaml).config().rules();
    }

    private static Rule rule(String... lines) {
        return rules("rules:\n  - " + String.join("\n    ", lines) + "\n").get(0);
    }

    /** The one error about a rule, which begins in line 2, column 5. */
    private static String error(String... lines) {
        return Sources.none()
                .yaml("rules:\n  - " + String.join("\n    ", lines) + "\n")
                .error();
    }

    private static String error(List<String> start, String... lines) {
        String[] all = new String[start.size() + lines.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < start.size() ? start.get(i) : lines[i - start.size()];
        }
        return error(all);
    }

    private static final List<String> FIND = List.of("class: org.shop.Dao", "method: find");
    private static final List<String> SAVE = List.of("class: org.shop.Dao", "method: save", "action: put", "cache: a");
    private static final List<String> DROP =
            List.of("class: org.shop.Dao", "method: save", "action: invalidate", "cache: a");

    @Nested
    class Read {
        @Test
        void theShortestRule_cachesByAllParameters() {
            Rule rule = rule("class: org.shop.ProductDao", "method: find*");

            assertThat(rule)
                    .isEqualTo(new Rule(
                            FILE + "2 column 5",
                            new Rule.Target(
                                    new NamePattern("org.shop.ProductDao"),
                                    List.of(),
                                    List.of(new NamePattern("find*")),
                                    null),
                            Action.CACHED,
                            List.of(),
                            List.of(),
                            false,
                            CacheOverrides.NONE,
                            "",
                            "",
                            "",
                            "",
                            null));
        }

        @Test
        void everythingAnAnnotationCanSay() {
            Rule rule = rule(
                    "class: org.shop.**",
                    "subclasses-of: org.lib.Dao",
                    "implementations-of: org.lib.Repository",
                    "method: [find*, load]",
                    "parameters: [long, String, '..']",
                    "action: cached",
                    "cache: products",
                    "key: [id, p1.owner.id]",
                    "ttl: 60s",
                    "negative-ttl: 5s",
                    "stale-if-error: 1h",
                    "loader-soft-timeout: 100ms",
                    "eager-refresh: 0.8",
                    "values: reference",
                    "condition: id > 0",
                    "unless: result.draft",
                    "ttl-from: expiresIn",
                    "each: true",
                    "element-key: number");

            assertThat(rule.target().types()).isEqualTo(new NamePattern("org.shop.**"));
            assertThat(rule.target().supertypes()).containsExactly("org.lib.Dao", "org.lib.Repository");
            assertThat(rule.target().methods()).containsExactly(new NamePattern("find*"), new NamePattern("load"));
            assertThat(rule.target().parameters()).isEqualTo(new ParameterPattern(List.of("long", "String", "..")));
            assertThat(rule.caches()).containsExactly("products");
            assertThat(rule.key()).containsExactly("id", "p1.owner.id");
            assertThat(rule.condition()).isEqualTo("id > 0");
            assertThat(rule.unless()).isEqualTo("result.draft");
            assertThat(rule.ttlFrom()).isEqualTo("expiresIn");
            assertThat(rule.elementKey()).isEqualTo("number");
            CacheOverrides said = rule.said();
            assertThat(said.ttl()).isEqualTo(Duration.ofSeconds(60));
            assertThat(said.negativeTtl()).isEqualTo(Duration.ofSeconds(5));
            assertThat(said.staleIfError()).isEqualTo(Duration.ofHours(1));
            assertThat(said.loaderSoftTimeout()).isEqualTo(Duration.ofMillis(100));
            assertThat(said.eagerRefresh()).isEqualTo(0.8);
            assertThat(said.values()).isEqualTo(ValuesMode.REFERENCE);
        }

        @Test
        void changes() {
            Rule drop = rule(
                    "implementations-of: org.lib.Repository",
                    "method: '*'",
                    "action: invalidate",
                    "cache: [products, lists]",
                    "all: true");
            Rule put = rule("class: org.shop.Dao", "method: save", "action: put", "cache: products", "key: result.id");

            assertThat(drop.target().types()).isNull();
            assertThat(drop.caches()).containsExactly("products", "lists");
            assertThat(drop.all()).isTrue();
            assertThat(put.action()).isEqualTo(Action.PUT);
            assertThat(put.key()).containsExactly("result.id");
            assertThat(rule("class: a.B", "method: m", "key: '#id'").key()).containsExactly("id");
        }

        @Test
        void eachWithoutMore_isById() {
            assertThat(rule("class: a.B", "method: m", "each: true").elementKey())
                    .isEqualTo("id");
            assertThat(rule("class: a.B", "method: m", "each: false").elementKey())
                    .isNull();
            assertThat(rule("class: a.B", "method: m", "ttl-function: a.Ttl").ttlFunction())
                    .isEqualTo("a.Ttl");
        }

        @Test
        void theOrderOfTheFileStays() {
            List<Rule> rules = rules("tiercel:\n  rules:\n  - {class: a.B, method: m, action: none}\n"
                    + "  - {class: a.*, method: m}\n  - {class: a.C, method: m, parameters: []}\n");

            assertThat(rules).extracting(Rule::action).containsExactly(Action.NONE, Action.CACHED, Action.CACHED);
            assertThat(rules)
                    .extracting(Rule::place)
                    .containsExactly(FILE + "3 column 5", FILE + "4 column 5", FILE + "5 column 5");
            assertThat(Objects.requireNonNull(rules.get(2).target().parameters())
                            .types())
                    .isEmpty();
        }

        @Test
        void nothingSaid_isNoRule() {
            assertThat(rules("rules:\n")).isEmpty();
            assertThat(rules("rules: []\n")).isEmpty();
            assertThat(rule("class: a.B", "method: m", "ttl:", "key: ~").said()).isEqualTo(CacheOverrides.NONE);
        }

        @Test
        void rulesInForce_areShownWithTheirPlace() {
            Setting shown = Sources.none()
                    .yaml(
                            "rules:\n  - class: org.shop.*\n    implementations-of: org.lib.Dao\n    method: [find*, get]\n"
                                    + "    parameters: [long]\n    cache: products\n")
                    .setting("rules");

            assertThat(shown)
                    .hasToString("rules = find*|get(long) of org.shop.*, subtypes of org.lib.Dao -> cached products"
                            + " (class path tiercel.yaml line 2 column 5)");
        }
    }

    @Nested
    class Refused {
        @Test
        void unknownKey_withTheNearest() {
            assertThat(error(FIND, "parameter: [long]"))
                    .startsWith("rules.parameter: no such key of a rule (" + FILE
                            + "4 column 5); did you mean parameters?;" + " allowed: class, subclasses-of, ");
            assertThat(error(FIND, "max-entries: 5"))
                    .isEqualTo("rules.max-entries: no such key of a rule (" + FILE
                            + "4 column 5); it is said of the cache: caches.NAME.max-entries");
        }

        @Test
        void badValue_withKeyPlaceAndWhatIsAllowed() {
            assertThat(error(FIND, "ttl: 5"))
                    .isEqualTo("rules.ttl: \"5\" (" + FILE
                            + "4 column 10) has no unit; allowed: 1ms to 3650d, written like"
                            + " 500ms, 60s, 5m, 2h, 1d or PT5M");
            assertThat(error(FIND, "action: invalidat"))
                    .isEqualTo(
                            "rules.action: \"invalidat\" (" + FILE
                                    + "4 column 13) is not allowed; did you mean invalidate?; allowed: cached, put, invalidate, none");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "Dao           | has no package; put **. before it for any",
                    "org/shop/Dao  | has a / in it; write dots",
                    "org..Dao      | has a dot without a name",
                    "org.shop.     | has a dot without a name",
                    "'**'          | names every class",
                    "'*.*'         | names every class",
                    "org.shop.D?o  | holds a character that is not allowed",
                    "List<String>  | holds a character that is not allowed",
                    "java.util.Map | is never woven",
                    "java.**       | is never woven",
                    "dev.tiercel.shaded.asm.Type | is never woven",
                    "dev.tiercel.weaving.Agent | is never woven",
                    "''            | is empty",
                })
        void classes(String text, String reason) {
            assertThat(error("class: " + text, "method: m"))
                    .startsWith("rules.class: \"" + text.replace("'", "") + "\" (" + FILE + "2 column 12) " + reason
                            + "; allowed: the full name of a class or interface");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "find(long)   | has parameters in it; they go into parameters",
                    "Dao.find     | has a dot in it; the class goes into class",
                    "<init>       | holds a character that is not allowed",
                })
        void methods(String text, String reason) {
            assertThat(error("class: a.B", "method: " + text))
                    .startsWith("rules.method: \"" + text + "\" (" + FILE + "3 column 13) " + reason
                            + "; allowed: the name");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "parameters: [List<String>] | \"List<String>\" @ has type arguments; allowed: a type",
                    "parameters: [String...]    | \"String...\" @ is variable; write it as an array; allowed: a type",
                    "parameters: long           | is no list @; write [long, java.lang.String], [] for none",
                    "parameters: [[long]]       | has an entry that is a list @; allowed: a type",
                    "key: a-b                 | \"a-b\" @ holds a character that is not allowed; allowed: a parameter",
                    "key: {a: b}                | has an entry that is a block @; allowed: a parameter",
                    "ttl: [1s]                  | is a list @; allowed: 1ms to 3650d",
                    "implementations-of: a.*    | \"a.*\" @ holds a character that is not allowed; allowed: the full name",
                    "subclasses-of: java.util.ArrayList | \"java.util.ArrayList\" @ is never woven; allowed: the full name",
                    "condition: ''              | \"\" @ is empty; allowed: an expression",
                    "cache: [a, b]              | names several caches @; action: cached takes one",
                    "all: true                  | says nothing with action: cached @; allowed with it: class, subclasses-of",
                    "element-key: a             | says nothing alone @; add each: true",
                })
        void otherValues(String line, String expected) {
            String told = error(FIND, line).replaceAll("\\(" + FILE + "4 column \\d+\\)", "@");

            assertThat(told).startsWith("rules." + line.substring(0, line.indexOf(':')) + ": " + expected);
        }

        @Test
        void missing() {
            assertThat(error("method: m"))
                    .isEqualTo("rules.class: is missing (" + FILE
                            + "2 column 5); say class, subclasses-of or implementations-of");
            assertThat(error("class: a.B"))
                    .isEqualTo("rules.method: is missing (" + FILE + "2 column 5); name the methods, as in find*");
            assertThat(error("class: a.B", "method: []")).startsWith("rules.method: is missing");
            assertThat(error("class: a.B", "method: m", "action: put"))
                    .isEqualTo("rules.cache: is missing (" + FILE + "2 column 5); action: put needs it");
        }

        @Test
        void whatDoesNotFitTogether() {
            assertThat(error(DROP, "ttl: 5s"))
                    .startsWith(
                            "rules.ttl: says nothing with action: invalidate (" + FILE + "6 column 10); allowed with");
            assertThat(error(DROP, "unless: result.x"))
                    .startsWith("rules.unless: says nothing with action: invalidate");
            assertThat(error(SAVE, "each: true")).startsWith("rules.each: says nothing with action: put");
            assertThat(error(DROP, "all: true", "key: id"))
                    .isEqualTo("rules.key: says nothing beside all: true (" + FILE + "7 column 10); keep one");
            assertThat(error(FIND, "ttl-from: a", "ttl-function: a.B"))
                    .isEqualTo("rules.ttl-function: stands beside ttl-from (" + FILE + "5 column 19); keep one");
            assertThat(error("class: a.B", "method: m", "action: none", "cache: a"))
                    .startsWith("rules.cache: says nothing with action: none (" + FILE
                            + "5 column 12); allowed with it: class, subclasses-of,"
                            + " implementations-of, method, parameters, action");
        }

        @Test
        void otherShapes() {
            assertThat(Sources.none().yaml("rules: {class: a.B}").error())
                    .isEqualTo("rules: is no list (" + FILE + "1 column 8); write each rule as a block that begins with"
                            + " - class:");
            assertThat(Sources.none().yaml("rules: [a]").error())
                    .startsWith("rules: has an entry that is no rule (" + FILE);
            assertThat(error("class: a.B", "class: a.C", "method: m"))
                    .contains("line 3 column 5: \"class\" stands twice in the same rule");
            assertThat(error(FIND, "[a]: b")).contains("a rule has a key that is no plain name");
            assertThat(Sources.none()
                            .yaml("rules: [{class: a.B, method: m}]\ntiercel: {rules: [{class: a.B, method: m}]}")
                            .error())
                    .isEqualTo("rules: is given twice (" + FILE + "1 column 8 and " + FILE
                            + "2 column 18); keep one list");
        }

        @Test
        void tooMany() {
            assertThat(rules("rules:\n" + "- {class: a.B, method: m}\n".repeat(500)))
                    .hasSize(500);
            assertThat(Sources.none()
                            .yaml("rules:\n" + "- {class: a.B, method: m}\n".repeat(600))
                            .error())
                    .startsWith("rules: more than 500 (" + FILE + "502 column 3)");
            assertThat(error(FIND, "key: [" + "a,".repeat(51) + "]")).contains("has more than 50 entries");
        }

        @Test
        void aRefusedRule_isNotInForce() {
            ConfigResult read = Sources.none()
                    .yaml("rules:\n- {class: a.B, method: m, ttl: x}\n- {class: a.C, method: m}\n")
                    .read();

            assertThat(read.config().rules())
                    .singleElement()
                    .extracting(Rule::place)
                    .isEqualTo(FILE + "3 column 3");
        }
    }

    @Nested
    class OutsideTheFile {
        @ParameterizedTest
        @ValueSource(strings = {"tiercel.rules", "tiercel.rules[0].class", "tiercel.rules.class"})
        void properties(String name) {
            assertThat(Sources.none().property(name, "a.B").warning())
                    .isEqualTo(name.substring("tiercel.".length())
                            + ": rules can be given in the file only (system property " + name
                            + "), ignored; name the file by tiercel.config");
        }

        @Test
        void environmentAndArgument() {
            assertThat(Sources.none()
                            .environment("TIERCEL_RULES_0_CLASS", "a.B")
                            .warning())
                    .isEqualTo(
                            "TIERCEL_RULES_0_CLASS: rules can be given in the file only (environment), ignored; name the"
                                    + " file by tiercel.config");
            assertThat(Sources.none().argument("rules=a.B").warning()).contains("in the file only (agent argument)");
        }
    }
}
