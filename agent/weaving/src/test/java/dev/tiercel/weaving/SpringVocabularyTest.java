package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.CacheOverrides;
import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aop.SpringProxy;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;

/** What Spring's annotations say in our words, and which are left to Spring. */
class SpringVocabularyTest {
    private final ForeignRig rig = new ForeignRig(log -> new SpringVocabulary());

    record User(long id, String name) {}

    @CacheConfig(cacheNames = "users")
    static class Honoured {
        @Cacheable
        User byDefaultKey(long id, String name) {
            return null;
        }

        @Cacheable(value = "one", sync = true)
        User withoutParameters() {
            return null;
        }

        @Cacheable(key = "#user.id")
        User byProperty(String ignored, User user) {
            return null;
        }

        @Cacheable(key = "#user?.name()")
        User byAccessor(User user) {
            return null;
        }

        @Cacheable(key = "#p1")
        User byPosition(String ignored, String name) {
            return null;
        }

        @Cacheable(key = "#root.args[1]")
        User byArgument(String ignored, int id) {
            return null;
        }

        @Cacheable(condition = "#id > 10", unless = "#result == null")
        Optional<User> conditioned(long id) {
            return Optional.empty();
        }

        @CachePut(
                cacheNames = {"users", "more"},
                key = "#result.id")
        User put(User user) {
            return user;
        }

        @CacheEvict(beforeInvocation = true)
        void before(long id) {}

        @CacheEvict(allEntries = true)
        void all(Object anything) {}

        @Caching(
                put = @CachePut(key = "#id"),
                evict = {@CacheEvict("a"), @CacheEvict(cacheNames = "b", key = "#a0")})
        User several(long id) {
            return null;
        }
    }

    @Test
    void readsAreInOurWords() {
        Map<String, MethodSpec> specs = rig.weave(Honoured.class);

        assertThat(rig.lines).noneMatch(line -> line.contains("left alone"));
        assertThat(specs.get("byDefaultKey").read())
                .isEqualTo(new Read(
                        "users",
                        List.of(KeyPart.of(Kind.EXACT, 0), KeyPart.of(Kind.EXACT, 1)),
                        CacheOverrides.NONE,
                        null,
                        null,
                        null,
                        null));
        assertThat(specs.get("withoutParameters").read().cache()).isEqualTo("one");
        assertThat(specs.get("withoutParameters").read().key()).isEmpty();
        assertThat(specs.get("byProperty").read().key()).containsExactly(new KeyPart(Kind.DYNAMIC, 0, "id"));
        assertThat(specs.get("byProperty").passed()).isEqualTo(1);
        assertThat(specs.get("byAccessor").read().key()).containsExactly(new KeyPart(Kind.DYNAMIC, 0, "name"));
        assertThat(specs.get("byPosition").read().key()).containsExactly(KeyPart.of(Kind.EXACT, 0));
        assertThat(specs.get("byArgument").read().key()).containsExactly(KeyPart.of(Kind.NARROW, 0));
        Read conditioned = specs.get("conditioned").read();
        assertThat(conditioned.condition().test(new Object[] {11L}, null)).isTrue();
        assertThat(conditioned.condition().test(new Object[] {10L}, null)).isFalse();
        assertThat(conditioned.unless().test(new Object[] {11L}, null)).isTrue();
    }

    @Test
    void changesAreInOurWords() {
        Map<String, MethodSpec> specs = rig.weave(Honoured.class);

        List<KeyPart> id = List.of(KeyPart.of(Kind.EXACT, 0));
        List<KeyPart> ofResult = List.of(new KeyPart(Kind.DYNAMIC, KeyPart.RESULT, "id"));
        assertThat(specs.get("put").writes())
                .containsExactly(
                        new Write.Put("users", ofResult, CacheOverrides.NONE, Moment.AFTER, null, null),
                        new Write.Put("more", ofResult, CacheOverrides.NONE, Moment.AFTER, null, null));
        assertThat(specs.get("before").writes())
                .containsExactly(new Write.Drop("users", id, new Moment(true, null), null));
        assertThat(specs.get("all").writes()).containsExactly(new Write.Clear("users", Moment.AFTER, null));
        assertThat(specs.get("several").writes())
                .containsExactly(
                        new Write.Put("users", id, CacheOverrides.NONE, Moment.AFTER, null, null),
                        new Write.Drop("a", id, Moment.AFTER, null),
                        new Write.Drop("b", id, Moment.AFTER, null));
    }

    static class Left {
        @Cacheable({"a", "b"})
        String severalCaches(long id) {
            return "";
        }

        @Cacheable
        String noCache(long id) {
            return "";
        }

        @Cacheable(cacheNames = "a", keyGenerator = "own")
        String generator(long id) {
            return "";
        }

        @Cacheable(cacheNames = "a", cacheManager = "own")
        String manager(long id) {
            return "";
        }

        @Cacheable(cacheResolver = "own")
        String resolver(long id) {
            return "";
        }

        @Cacheable(cacheNames = "a", key = "#id + 1")
        String sum(long id) {
            return "";
        }

        @Cacheable(cacheNames = "a", key = "{#id, #name}")
        String list(long id, String name) {
            return "";
        }

        @Cacheable(cacheNames = "a", key = "methodName")
        String root(long id) {
            return "";
        }

        @Cacheable(cacheNames = "a", key = "T(java.lang.Runtime).getRuntime()")
        String code(long id) {
            return "";
        }

        @Cacheable(cacheNames = "a", key = "#result")
        String resultBefore(long id) {
            return "";
        }

        @Cacheable(cacheNames = "a", key = "#nobody")
        String unknown(long id) {
            return "";
        }

        @Cacheable("a")
        String variable(String... names) {
            return "";
        }

        @Cacheable(cacheNames = "a", condition = "#name == 'x' ? true : false")
        String condition(String name) {
            return "";
        }

        @Caching(cacheable = {@Cacheable("a"), @Cacheable("b")})
        String two(long id) {
            return "";
        }

        @Cacheable("a")
        void nothing(long id) {}
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "severalCaches | it reads several caches, a and b",
                "noCache | it names no cache",
                "generator | its keyGenerator is the bean own",
                "manager | its cacheManager is the bean own",
                "resolver | its cacheResolver is the bean own",
                "sum | its key \"#id + 1\" is more than a parameter or its property",
                "list | its key \"{#id, #name}\" is more than a parameter or its property",
                "root | its key \"methodName\" is more than a parameter or its property",
                "code | its key \"T(java.lang.Runtime).getRuntime()\" is more than a parameter or its property",
                "resultBefore | the result in its key \"#result\" is not to be had",
                "unknown | it has no parameter named nobody",
                "variable | its last parameter is taken apart for the key",
                "condition | 'its condition \"#name == ''x'' ? true : false\" is more than we can say the same way'",
                "two | its annotations do more than to read one cache",
                "nothing | it returns nothing that could be kept; its annotation asks for that",
            })
    void aReadThatIsNotPlain_isLeftToSpring(String method, String reason) {
        assertThat(rig.weave(Left.class)).isEmpty();
        assertThat(rig.saidOf(method)).isEqualTo("Spring keeps it, for " + reason);
        assertThat(rig.honoured.reads(Left.class, method + "(J)Ljava/lang/String;"))
                .isNull();
    }

    static class LeftChanges {
        @CacheEvict(
                cacheNames = {"a", "b"},
                key = "#id + 1")
        void sum(long id) {}

        @CachePut(cacheNames = "a", key = "#result.id")
        CompletableFuture<User> later(long id) {
            return null;
        }

        @Caching(cacheable = @Cacheable("a"), evict = @CacheEvict("b"))
        String both(long id) {
            return "";
        }

        @CacheEvict(cacheResolver = "own")
        void resolver(long id) {}

        @CacheEvict(cacheNames = "a", condition = "#result")
        boolean condition(long id) {
            return true;
        }
    }

    @Test
    void aChangeThatIsNotPlain_isLeftToSpring_andClearsAllThatItNames() {
        Map<String, MethodSpec> specs = rig.weave(LeftChanges.class);

        Write a = new Write.Clear("a", Moment.AFTER, null);
        Write b = new Write.Clear("b", Moment.AFTER, null);
        assertThat(specs).containsOnlyKeys("sum", "later", "both", "condition");
        assertThat(specs.get("sum").writes()).containsExactly(a, b);
        assertThat(specs.get("later").writes()).containsExactly(a);
        assertThat(specs.get("both").writes()).containsExactly(b);
        assertThat(specs.get("both").read()).isNull();
        assertThat(specs.get("condition").writes())
                .singleElement()
                .isInstanceOfSatisfying(
                        Write.Drop.class, drop -> assertThat(drop.condition()).isNotNull());
        assertThat(rig.saidOf("sum"))
                .isEqualTo("Spring keeps it, for its key \"#id + 1\" is more than a parameter or its property;"
                        + " after each of its calls all of a, b is cleared here");
        assertThat(rig.saidOf("resolver"))
                .isEqualTo("Spring keeps it, for its cacheResolver is the bean own; it may change what is cached here");
    }

    @Test
    void whatSpringMayAnswerWithoutOurSeeing_isAskedOfSpring() {
        rig.weave(LeftChanges.class);

        assertThat(rig.honoured.reads(LeftChanges.class, "sum(J)V")).isFalse();
        assertThat(rig.honoured.reads(LeftChanges.class, "both(J)Ljava/lang/String;"))
                .isNull();
    }

    @Cacheable("all")
    static class WholeClass {
        public String visible(long id) {
            return "";
        }

        String hidden(long id) {
            return "";
        }

        public static String ofClass(long id) {
            return "";
        }

        @CacheEvict("other")
        public void own(long id) {}
    }

    @Test
    void onAClass_itIsForItsPublicMethods() {
        Map<String, MethodSpec> specs = rig.weave(WholeClass.class);

        assertThat(specs).containsOnlyKeys("visible", "own");
        assertThat(specs.get("visible").read().cache()).isEqualTo("all");
        assertThat(specs.get("own").read()).isNull();
    }

    interface Users<K> {
        @Cacheable("users")
        User find(K id);
    }

    static class TableUsers implements Users<Long> {
        @Override
        public User find(Long id) {
            return null;
        }
    }

    @Test
    void onAnInterface_itIsForTheBody_notForSpringsProxyOfIt() {
        byte[] proxy = new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .subclass(Object.class)
                .implement(Users.class, SpringProxy.class)
                .name("dev.tiercel.weaving.Proxy")
                .defineMethod("find", User.class, Visibility.PUBLIC)
                .withParameters(Object.class)
                .intercept(FixedValue.nullValue())
                .make()
                .getBytes();

        assertThat(rig.weave(TableUsers.class).get("find").read().key()).containsExactly(KeyPart.of(Kind.EXACT, 0));
        assertThat(rig.weave("dev.tiercel.weaving.Proxy", proxy)).isNull();
        assertThat(rig.lines).noneMatch(line -> line.contains("left alone"));
    }
}
