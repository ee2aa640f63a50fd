package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.CacheOverrides;
import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Write;
import io.micronaut.cache.annotation.CacheConfig;
import io.micronaut.cache.annotation.CacheInvalidate;
import io.micronaut.cache.annotation.CachePut;
import io.micronaut.cache.annotation.Cacheable;
import io.micronaut.cache.annotation.InvalidateOperations;
import io.micronaut.cache.annotation.PutOperations;
import io.micronaut.cache.interceptor.CacheKeyGenerator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Micronaut's annotations say in our words, and which are left to Micronaut. */
class MicronautVocabularyTest {
    private final ForeignRig rig = new ForeignRig(log -> new MicronautVocabulary());

    @CacheConfig("rows")
    static class Rows {
        @Cacheable
        String find(long id) {
            return "";
        }

        @Cacheable(
                cacheNames = "b",
                parameters = {"name", "id"})
        String findBy(long id, Object ignored, String name) {
            return "";
        }

        @CachePut(parameters = "id")
        String put(String name, long id) {
            return name;
        }

        @CacheInvalidate
        @CacheInvalidate(
                cacheNames = {"a", "b"},
                all = true,
                async = true)
        void change(long id) {}

        @PutOperations({@CachePut, @CachePut("c")})
        @InvalidateOperations(@CacheInvalidate("d"))
        String several(long id) {
            return "";
        }
    }

    @Test
    void allIsInOurWords_andNothingIsKeptWhereMicronautKeepsNothing() {
        Map<String, MethodSpec> specs = rig.weave(Rows.class);

        List<KeyPart> id = List.of(KeyPart.of(Kind.EXACT, 0));
        assertThat(rig.lines).noneMatch(line -> line.contains("left alone"));
        assertThat(specs.get("find").read().cache()).isEqualTo("rows");
        assertThat(specs.get("find").read().key()).isEqualTo(id);
        assertThat(specs.get("find").read().unless().test(new Object[] {1L}, null))
                .isTrue();
        assertThat(specs.get("find").read().unless().test(new Object[] {1L}, ""))
                .isFalse();
        assertThat(specs.get("findBy").read().key())
                .containsExactly(KeyPart.of(Kind.EXACT, 0), KeyPart.of(Kind.EXACT, 1));
        assertThat(specs.get("findBy").passed()).isEqualTo(2);
        assertThat(specs.get("put").writes()).containsExactly(put("rows", id));
        assertThat(specs.get("change").writes())
                .containsExactly(
                        new Write.Drop("rows", id, Moment.AFTER, null),
                        new Write.Clear("a", Moment.AFTER, null),
                        new Write.Clear("b", Moment.AFTER, null));
        assertThat(specs.get("several").writes())
                .containsExactlyInAnyOrder(put("rows", id), put("c", id), new Write.Drop("d", id, Moment.AFTER, null));
    }

    private static Write put(String cache, List<KeyPart> key) {
        return new Write.Put(cache, key, CacheOverrides.NONE, Moment.AFTER, null, Absent.INSTANCE);
    }

    abstract static class OwnKeys implements CacheKeyGenerator {}

    static class Left {
        @Cacheable("${app.cache}")
        String placeholder(long id) {
            return "";
        }

        @Cacheable(cacheNames = "a", condition = "#{ id > 0 }")
        String condition(long id) {
            return "";
        }

        @Cacheable({"a", "b"})
        String several(long id) {
            return "";
        }

        @Cacheable(cacheNames = "a", parameters = "nobody")
        String unknown(long id) {
            return "";
        }

        @Cacheable(cacheNames = "a", keyGenerator = OwnKeys.class)
        String generator(long id) {
            return "";
        }

        @CacheInvalidate(cacheNames = "a", keyGenerator = OwnKeys.class)
        void change(long id) {}
    }

    @Test
    void whatIsNotPlain_isLeftToMicronaut() {
        Map<String, MethodSpec> specs = rig.weave(Left.class);

        assertThat(specs).containsOnlyKeys("change");
        assertThat(specs.get("change").writes()).containsExactly(new Write.Clear("a", Moment.AFTER, null));
        assertThat(rig.saidOf("placeholder")).isEqualTo("Micronaut keeps it, for it names no cache");
        assertThat(rig.saidOf("condition")).contains("its condition \"#{ id > 0 }\" is Micronaut's own language");
        assertThat(rig.saidOf("several")).contains("it reads several caches, a and b");
        assertThat(rig.saidOf("unknown")).contains("it has no parameter named nobody");
        assertThat(rig.saidOf("generator")).contains("its keyGenerator is " + OwnKeys.class.getName());
    }
}
