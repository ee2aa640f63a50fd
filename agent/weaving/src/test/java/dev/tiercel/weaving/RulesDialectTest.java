package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.codec.ValueType;
import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigResult;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.weaving.Weaver.Woven;
import java.io.ByteArrayInputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import shop.RuleSamples;
import shop.RuleSamples.Base;
import shop.RuleSamples.Derived;
import shop.RuleSamples.Direct;
import shop.RuleSamples.Implementation;
import shop.RuleSamples.MyMap;
import shop.RuleSamples.Plain;

/** Of which methods rules speak, in whose name, and what they make of them. */
class RulesDialectTest {
    private static final String HERE = RuleSamples.class.getName() + "$";

    private final List<String> lines = new ArrayList<>();
    private final EventLog log = EventLog.to(lines::add);

    /** What is woven into the class, by method; rules name the samples as HERE$Name. */
    private Map<String, Linkable> weave(Class<?> type, String... rules) {
        List<Dialect> dialects = List.of(dialect(rules), new OwnDialect());
        Woven woven = new Weaver(dialects, "", new Report(log))
                .weave(type.getClassLoader(), type.getName(), ClassShapeTest.Files.of(type));
        return woven == null ? Map.of() : woven.methods();
    }

    /** As {@link #weave}, where nobody reads annotations. */
    private Map<String, Linkable> weaveByRules(Class<?> type, String... rules) {
        Woven woven = new Weaver(List.of(dialect(rules)), "", new Report(log))
                .weave(type.getClassLoader(), type.getName(), ClassShapeTest.Files.of(type));
        return woven == null ? Map.of() : woven.methods();
    }

    private RulesDialect dialect(String... rules) {
        return new RulesDialect(config(rules).config().rules(), receivers(), log);
    }

    private static ConfigResult config(String... rules) {
        String yaml = "rules:\n" + String.join("\n", rules).replace("HERE$", HERE) + "\n";
        ConfigResult read = ConfigReader.read(new ConfigSources(
                Map.of(), Map.of(), null, () -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
        assertThat(read.errors()).isEmpty();
        return read;
    }

    /** Of a virtual machine in which no class is loaded yet. */
    private Receivers receivers() {
        Instrumentation none = (Instrumentation) Proxy.newProxyInstance(
                RulesDialectTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> new Class<?>[0]);
        return new Receivers(none, new Announcer(log), log);
    }

    private static Read read(Map<String, Linkable> woven, String method) {
        return Objects.requireNonNull(spec(woven, method).read());
    }

    private static MethodSpec spec(Map<String, Linkable> woven, String method) {
        return Objects.requireNonNull(woven.get(method), () -> method + " among " + woven.keySet())
                .spec();
    }

    @Nested
    class Owners {
        @Test
        void aRuleForAnInterface_isForEveryBodyThatImplementsIt_inTheInterfacesName() {
            var woven = weave(Implementation.class, "- {class: 'HERE$Products', method: 'find*'}");

            assertThat(woven.keySet())
                    .extracting(id -> id.substring(0, id.indexOf('(')))
                    .containsExactlyInAnyOrder("findById", "findAll", "findAll", "findByName");
            assertThat(read(woven, "findByName(Ljava/lang/String;)L" + HERE.replace('.', '/') + "Product;")
                            .cache())
                    .isEqualTo(HERE + "Products.findByName");
            assertThat(spec(woven, "findById(Ljava/lang/Long;)Ljava/util/Optional;")
                            .name())
                    .isEqualTo("Products.findById");
        }

        @Test
        void implementationsOf_speakInTheNameOfTheUsersInterface_withItsTypes() {
            var woven = weave(Implementation.class, "- {implementations-of: 'HERE$Crud', method: findById}");

            String id = "findById(Ljava/lang/Long;)Ljava/util/Optional;";
            assertThat(read(woven, id).cache()).isEqualTo(HERE + "Products.findById");
            assertThat(spec(woven, id).result().value()).isEqualTo(ValueType.of(HERE + "Product"));
            assertThat(read(woven, id).key()).containsExactly(KeyPart.of(Kind.EXACT, 0));
        }

        @Test
        void theTypeThatARuleNamesAsSupertype_ownsNothing_whileAnotherTypeCan() {
            // Else all implementations would share one cache.
            var woven = weaveByRules(Direct.class, "- {implementations-of: 'HERE$Crud', method: findById}");

            assertThat(woven.values()).singleElement().satisfies(method -> assertThat(
                            Objects.requireNonNull(method.spec().read()).cache())
                    .isEqualTo(HERE + "Direct.findById"));
        }

        @Test
        void overloads_haveCachesOfTheirOwn() {
            var woven = weave(Implementation.class, "- {class: 'HERE$Products', method: findAll}");

            assertThat(read(woven, "findAll()Ljava/util/List;").cache()).isEqualTo(HERE + "Products.findAll()");
            assertThat(read(woven, "findAll(I)Ljava/util/List;").cache()).isEqualTo(HERE + "Products.findAll(int)");
        }

        @Test
        void aRuleForAClass_isForItsOwnBodies_andAskedForTheReceiverOnlyWhereSubclassesMayBeMeant() {
            var exact = weave(Implementation.class, "- {class: 'HERE$Implementation', method: findByName}");
            var pattern = weave(Implementation.class, "- {class: 'HERE$Impl*', method: findByName}");

            assertThat(exact.values()).extracting(Linkable::byReceiver).containsExactly(false);
            assertThat(pattern.values()).extracting(Linkable::byReceiver).containsExactly(true);
            assertThat(exact.values())
                    .extracting(method -> method.spec().name())
                    .containsExactly("Implementation.findByName");
        }

        @Test
        void anInheritedBody_isWovenForTheClassThatInheritsIt_andSaysNothingForOthers() {
            RulesDialect rules = dialect("- {class: 'HERE$Derived', method: find}");
            Weaver weaver = new Weaver(List.of(rules), "", new Report(log));
            ClassLoader loader = Base.class.getClassLoader();
            assertThat(weaver.weave(loader, Base.class.getName(), ClassShapeTest.Files.of(Base.class)))
                    .isNull();

            assertThat(weaver.weave(loader, Derived.class.getName(), ClassShapeTest.Files.of(Derived.class)))
                    .isNull();
            Woven base = weaver.weave(loader, Base.class.getName(), ClassShapeTest.Files.of(Base.class));

            assertThat(Objects.requireNonNull(base).methods().values())
                    .singleElement()
                    .satisfies(method -> {
                        assertThat(method.byReceiver()).isTrue();
                        assertThat(method.isSilent()).isTrue();
                    });
            assertThat(rules.scope().classes().test(Base.class.getName().replace('.', '/')))
                    .isTrue();
        }
    }

    @Nested
    class Matching {
        @Test
        void patterns_doNotMeanPrivateMethods_norWhatEveryObjectHas() {
            var woven = weaveByRules(Plain.class, "- {class: 'HERE$Plain', method: '*', parameters: []}");
            var named = weaveByRules(Plain.class, "- {class: 'HERE$Plain', method: [findPrivately, toString]}");
            var some = weaveByRules(Plain.class, "- {class: 'HERE$Plain', method: 'find*', parameters: [long]}");

            assertThat(woven).isEmpty();
            assertThat(named.keySet())
                    .containsExactlyInAnyOrder("findPrivately(J)Ljava/lang/String;", "toString()Ljava/lang/String;");
            assertThat(some.keySet()).containsExactly("findStatically(J)Ljava/lang/String;");
        }

        @Test
        void parameters_areThoseOfTheClassFile_orThoseThatItsUserSees() {
            for (String parameters : List.of("[Long]", "[java.lang.Object]", "[..]", "['*']")) {
                assertThat(weave(
                                Implementation.class,
                                "- {class: 'HERE$Products', method: findById, parameters: " + parameters + "}"))
                        .as(parameters)
                        .hasSize(1);
            }
            assertThat(weave(
                            Implementation.class, "- {class: 'HERE$Products', method: findById, parameters: [String]}"))
                    .isEmpty();
        }

        @Test
        void theFirstRuleThatMatches_winsOverLaterOnes_andOverAnnotations() {
            String id = "find(JLjava/lang/String;)Ljava/lang/String;";
            var first = weave(
                    Plain.class,
                    "- {class: 'HERE$Plain', method: find, cache: one, ttl: 5s, key: p0}",
                    "- {class: 'HERE$Plain', method: find, cache: two}");
            var none = weave(
                    Plain.class,
                    "- {class: 'HERE$Plain', method: find, action: none}",
                    "- {class: 'HERE$Plain', method: find, cache: two}");
            var other = weave(
                    Plain.class, "- {class: 'HERE$Plain', method: save, action: invalidate, cache: x, key: quietly}");

            assertThat(read(first, id).cache()).isEqualTo("one");
            assertThat(read(first, id).said().ttl()).isEqualTo(Duration.ofSeconds(5));
            assertThat(none).isEmpty();
            assertThat(read(other, id).cache()).isEqualTo("annotated");
        }

        @Test
        void rulesThatChange_addUp() {
            var woven = weave(
                    Plain.class,
                    "- {class: 'HERE$Plain', method: save, action: put, cache: products, key: result.id}",
                    "- {class: 'HERE$Plain', method: '*', cache: never}",
                    "- {class: 'HERE$Plain', method: save, action: invalidate, cache: [lists, pages], all: true}");

            List<Write> writes = woven.entrySet().stream()
                    .filter(each -> each.getKey().startsWith("save("))
                    .findFirst()
                    .orElseThrow()
                    .getValue()
                    .spec()
                    .writes();
            assertThat(writes).extracting(Write::cache).containsExactly("products", "lists", "pages");
            assertThat(writes.get(0)).isInstanceOfSatisfying(Write.Put.class, put -> assertThat(put.key())
                    .containsExactly(new KeyPart(Kind.DYNAMIC, KeyPart.RESULT, "id")));
            assertThat(writes.subList(1, 3)).hasOnlyElementsOfType(Write.Clear.class);
        }

        @Test
        void keysAreParametersByNameOrPosition() {
            var woven = weave(Plain.class, "- {class: 'HERE$Plain', method: find, key: [name, p0]}");
            var path = weave(
                    Plain.class, "- {class: 'HERE$Plain', method: save, action: invalidate, cache: a, key: a0.id}");

            Linkable find = woven.get("find(JLjava/lang/String;)Ljava/lang/String;");
            assertThat(Objects.requireNonNull(
                                    Objects.requireNonNull(find).spec().read())
                            .key())
                    .containsExactly(KeyPart.of(Kind.EXACT, 0), KeyPart.of(Kind.EXACT, 1));
            assertThat(path.values())
                    .anySatisfy(method -> assertThat(method.spec().writes())
                            .singleElement()
                            .isInstanceOfSatisfying(Write.Drop.class, drop -> assertThat(drop.key())
                                    .containsExactly(new KeyPart(Kind.DYNAMIC, 0, "id"))));
        }

        @Test
        void manyAtOnce() {
            var woven = weave(Plain.class, "- {class: 'HERE$Plain', method: findMany, each: true, cache: products}");

            assertThat(woven.values()).anySatisfy(method -> {
                Read read = Objects.requireNonNull(method.spec().read());
                assertThat(read.cache()).isEqualTo("products");
                assertThat(Objects.requireNonNull(read.each()).parameter()).isZero();
            });
        }
    }

    @Nested
    class Reach {
        private boolean isInScope(String rule, String name) {
            return dialect("- {" + rule + ", method: m}").scope().classes().test(name);
        }

        @Test
        void librariesThatAreSkipped_areReachedByTheirNamesOnly() {
            assertThat(isInScope("class: org.apache.ibatis.session.A", "org/apache/ibatis/session/A"))
                    .isTrue();
            assertThat(isInScope("class: org.apache.ibatis.**", "org/apache/ibatis/session/A"))
                    .isTrue();
            assertThat(isInScope("class: '**.A'", "org/apache/ibatis/session/A"))
                    .isFalse();
            assertThat(isInScope("class: org.**", "org/apache/ibatis/session/A"))
                    .isFalse();
            assertThat(isInScope("class: org.**", "org/shop/A")).isTrue();
        }

        @Test
        void theJdkAndTheAgent_never() {
            RuleScope scope = new RuleScope(List.of());
            for (String name : List.of(
                    "java/util/Map", "jdk/internal/A", "sun/misc/A", "dev/tiercel/weaving/A", "dev/tiercel/shaded/A")) {
                scope.addBody(name);
                assertThat(scope.test(name)).as(name).isFalse();
            }
            scope.addBody("org/lib/A");
            assertThat(scope.test("org/lib/A")).isTrue();
        }

        @Test
        void aPatternThatIsNotMet_isNotInScope() {
            assertThat(isInScope("class: org.shop.*Dao", "org/shop/ProductDao")).isTrue();
            assertThat(isInScope("class: org.shop.*Dao", "org/shop/a/ProductDao"))
                    .isFalse();
            assertThat(isInScope("class: org.shop.*Dao", "org/shop/Product")).isFalse();
            assertThat(isInScope("subclasses-of: org.lib.Dao", "org/lib/Dao")).isTrue();
        }
    }

    @Nested
    class Lines {
        @Test
        void whatCannotBeCached_isToldWithTheRule() {
            weave(Plain.class, "- {class: 'HERE$Plain', method: save}");
            weave(Plain.class, "- {class: 'HERE$Plain', method: findMany, key: nothing}");

            assertThat(lines).anySatisfy(line -> assertThat(line)
                    .contains(
                            "Plain.save is left alone: ",
                            "no value equality",
                            "(rule at class path tiercel.yaml" + " line 2 column 3)"));
            assertThat(lines).anySatisfy(line -> assertThat(line)
                    .contains("key = \"nothing\": it has no parameter nothing; allowed: p0, or by name ids"));
        }

        @Test
        void aRuleThatMatchesNothing_isToldOnce() {
            String rule = "- {class: 'HERE$Plain', method: saved}";
            RulesDialect rules = dialect(rule);
            Weaver weaver = new Weaver(List.of(rules), "", new Report(log));
            for (int i = 0; i < 2; i++) {
                weaver.weave(Plain.class.getClassLoader(), Plain.class.getName(), ClassShapeTest.Files.of(Plain.class));
            }

            assertThat(lines)
                    .filteredOn(line -> line.contains("does nothing"))
                    .singleElement()
                    .asString()
                    .contains("The rule at class path tiercel.yaml line 2 column 3 does nothing: " + HERE
                            + "Plain has no method saved; it has save(" + HERE + "Product, boolean)");
        }

        @Test
        void aPatternThatMatchesNothing_isNotTold() {
            weave(Plain.class, "- {class: 'HERE$*', method: saved}");

            assertThat(lines).isEmpty();
        }

        @Test
        void aBodyOfTheJdk_isToldWhereItIsMeant() {
            weave(MyMap.class, "- {class: 'HERE$MyMap', method: get}");

            assertThat(lines)
                    .singleElement()
                    .asString()
                    .contains(
                            "MyMap.get is left alone: its body is in java.util.HashMap, which is never woven; override it in "
                                    + HERE + "MyMap (rule at");
        }
    }
}
