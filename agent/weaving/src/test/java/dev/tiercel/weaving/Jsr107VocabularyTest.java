package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.codec.ValueType;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Failures;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.Test;

/** What the annotations of JSR-107 say in our words, as the specification has it. */
class Jsr107VocabularyTest {
    private final ForeignRig rig = new ForeignRig(Jsr107Vocabulary::new);

    record Row(long id) {}

    static class Unnamed {
        @CacheResult
        String find(String name, int number) {
            return "";
        }

        @CacheResult(cacheName = "named")
        String byKey(@CacheKey String name, Object ignored) {
            return "";
        }
    }

    @Test
    void aCacheThatNobodyNames_isThatOfTheMethodAndItsParameters() {
        Map<String, MethodSpec> specs = rig.weave(Unnamed.class);

        assertThat(specs.get("find").read().cache()).isEqualTo(Unnamed.class.getName() + ".find(java.lang.String,int)");
        assertThat(specs.get("find").read().key())
                .containsExactly(KeyPart.of(Kind.EXACT, 0), KeyPart.of(Kind.NARROW, 1));
        assertThat(specs.get("byKey").read().cache()).isEqualTo("named");
        assertThat(specs.get("byKey").read().key()).containsExactly(KeyPart.of(Kind.EXACT, 0));
    }

    @CacheDefaults(cacheName = "rows")
    static class Rows {
        @CacheResult
        Row find(long id) {
            return null;
        }

        @CacheResult(skipGet = true)
        Row reload(long id) {
            return null;
        }

        @CachePut
        void put(long id, @CacheValue Row row) {}

        @CachePut(cacheName = "keyed")
        void putByKey(String ignored, @CacheKey long id, @CacheValue Row row) {}

        @CacheRemove
        void remove(long id) {}

        @CacheRemove(afterInvocation = false)
        void removeBefore(long id) {}

        @CacheRemove(evictFor = IOException.class)
        void removeFor(long id) {}

        @CacheRemove(noEvictFor = IOException.class)
        void removeNotFor(long id) {}

        @CacheRemoveAll(evictFor = Exception.class, noEvictFor = IOException.class)
        void removeAll() {}
    }

    @Test
    void changesAreInOurWords_andExceptionsAsSpecified() {
        Map<String, MethodSpec> specs = rig.weave(Rows.class);

        List<KeyPart> id = List.of(KeyPart.of(Kind.EXACT, 0));
        Result row = new Result(Wrapper.NONE, false, ValueType.of(Row.class.getName()), Row.class.getName(), true);
        assertThat(specs.get("find").read().cache()).isEqualTo("rows");
        assertThat(specs.get("reload").read()).isNull();
        assertThat(specs.get("reload").writes())
                .containsExactly(new Write.Put("rows", id, CacheOverrides.NONE, Moment.AFTER, null, null));
        assertThat(specs.get("put").writes())
                .containsExactly(new Write.Put(
                        "rows", id, CacheOverrides.NONE, Moment.AFTER, null, null, new Write.Given(1, row)));
        assertThat(specs.get("put").passed()).isEqualTo(2);
        assertThat(specs.get("putByKey").writes())
                .containsExactly(new Write.Put(
                        "keyed", id, CacheOverrides.NONE, Moment.AFTER, null, null, new Write.Given(1, row)));
        assertThat(specs.get("remove").writes())
                .containsExactly(new Write.Drop("rows", id, notFor(List.of(), "java.lang.Throwable"), null));
        assertThat(specs.get("removeBefore").writes())
                .containsExactly(new Write.Drop("rows", id, new Moment(true, null), null));
        assertThat(specs.get("removeFor").writes())
                .containsExactly(new Write.Drop("rows", id, notFor(List.of("java.io.IOException")), null));
        assertThat(specs.get("removeNotFor").writes())
                .containsExactly(new Write.Drop("rows", id, notFor(List.of(), "java.io.IOException"), null));
        assertThat(specs.get("removeAll").writes())
                .containsExactly(
                        new Write.Clear("rows", notFor(List.of("java.lang.Exception"), "java.io.IOException"), null));
        assertThat(rig.lines).noneMatch(line -> line.contains("left alone"));
    }

    private static Moment notFor(List<String> made, String... notMade) {
        return new Moment(false, new Failures(made, List.of(notMade)));
    }

    static class OwnResolvers implements CacheResolverFactory {
        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> details) {
            return null;
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> details) {
            return null;
        }
    }

    static class Odd {
        @CacheResult(cacheName = "a", cacheResolverFactory = OwnResolvers.class)
        String resolver(long id) {
            return "";
        }

        @CacheResult(cacheName = "a", exceptionCacheName = "failures")
        String failing(long id) {
            return "";
        }

        @CachePut(cacheName = "a")
        void withoutValue(long id) {}

        @CacheResult(cacheName = "a")
        void nothing(long id) {}
    }

    @Test
    void whatCannotBeHonoured_isLeftAlone_withTheReason() {
        Map<String, MethodSpec> specs = rig.weave(Odd.class);

        assertThat(specs).containsOnlyKeys("failing", "withoutValue");
        assertThat(rig.saidOf("resolver"))
                .isEqualTo("the provider of JSR-107 keeps it, for its cacheResolverFactory is "
                        + OwnResolvers.class.getName());
        assertThat(specs.get("withoutValue").writes()).containsExactly(new Write.Clear("a", Moment.AFTER, null));
        assertThat(rig.saidOf("withoutValue")).contains("not one but 0 of its parameters are @CacheValue");
        assertThat(rig.lines)
                .anyMatch(line -> line.contains("Odd.failing is cached, but not its exceptions in failures"));
    }
}
