package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.Cached;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.weaving.description.MethodDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several dialects: the first that speaks of a method has its say. */
class DialectsTest {
    abstract static class Both {
        @Cached(cache = "own")
        String read(long id) {
            return "";
        }

        @CacheInvalidate(cache = "own")
        String silenced(long id) {
            return "";
        }

        String plain(long id) {
            return "";
        }
    }

    /** Speaks of methods by their names. */
    private static final class ByName implements Dialect {
        private final List<String> names;

        ByName(String... names) {
            this.names = List.of(names);
        }

        @Override
        public Scope scope() {
            return new Scope(List.of(), name -> name.equals("shop/Plain"), false);
        }

        @Override
        public boolean speaksOf(MethodDescription declaration) {
            return names.contains(declaration.getName());
        }

        @Override
        public @Nullable WovenMethod read(AnnotatedMethod annotated) throws UnfitMethodException {
            if (annotated.method().getName().equals("silenced")) {
                return null;
            }
            Handover handover = new Handover(annotated);
            MethodSpec.Read read = new MethodSpec.Read(
                    "by-name",
                    List.of(handover.part(
                            annotated.declaration().getParameters().get(0), "")),
                    dev.tiercel.config.CacheOverrides.NONE,
                    null,
                    null,
                    null,
                    null);
            return new WovenMethod(
                    annotated.method(),
                    handover.passed(),
                    new MethodSpec(annotated.name(), 1, ReturnTypes.any(annotated), read, List.of()));
        }
    }

    private static Weaver.Woven weave(Dialect... dialects) {
        return new Weaver(List.of(dialects), "", new Report(EventLog.to(line -> {})))
                .weave(Both.class.getClassLoader(), Both.class.getName(), ClassShapeTest.Files.of(Both.class));
    }

    private static String cache(Weaver.Woven woven, String method) {
        return woven.methods()
                .get(method + "(J)Ljava/lang/String;")
                .spec()
                .read()
                .cache();
    }

    @Test
    void theFirstOneWins() {
        ByName byName = new ByName("read", "plain");

        assertThat(cache(weave(byName, new OwnDialect()), "read")).isEqualTo("by-name");
        assertThat(cache(weave(new OwnDialect(), byName), "read")).isEqualTo("own");
        assertThat(cache(weave(new OwnDialect(), byName), "plain")).isEqualTo("by-name");
    }

    @Test
    void oneThatSaysNothing_isNotOverheard() {
        assertThat(weave(new ByName("silenced"), new OwnDialect()).methods())
                .containsOnlyKeys("read(J)Ljava/lang/String;");
    }

    @Test
    void aClassThatADialectNames_isACandidate() {
        ClassShape plain = ClassShape.read(ClassShapeTest.Files.of(DialectsTest.class));
        ClassLoader loader = DialectsTest.class.getClassLoader();

        assertThat(new Candidates(List.of(new OwnDialect(), new ByName())).isCandidate(loader, "shop/Plain", plain))
                .isTrue();
        assertThat(new Candidates(List.of(new ByName())).isCandidate(loader, "shop/Other", plain))
                .isFalse();
    }
}
