package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CachePut;
import dev.tiercel.Cached;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.key.KeyPart;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.weaving.Weaver.Woven;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Which methods of a class are rewritten, into what, and what is read of their annotations. */
class WeaverTest {
    /** Methods larger than this are not inlined by the virtual machine, however often they are called. */
    private static final int INLINED_WHEN_HOT_BYTES = 325;

    /** With six primitive keys; room for a body of some lines is left. */
    private static final int WELL_BELOW = INLINED_WHEN_HOT_BYTES - 45;

    private final List<String> lines = new ArrayList<>();
    private final Weaver weaver = new Weaver(List.of(new OwnDialect()), "", new Report(EventLog.to(lines::add)));

    private Woven weave(Class<?> type) {
        return weave(type.getName(), ClassShapeTest.Files.of(type));
    }

    private Woven weave(String name, byte[] file) {
        return weaver.weave(WeaverTest.class.getClassLoader(), name, file);
    }

    @Nested
    class Size {
        static class Small {
            @Cached
            String read(String id) {
                return id;
            }

            @Cached
            Optional<String> read(long id, int b, double c, boolean d) {
                return Optional.empty();
            }

            @Cached
            static Optional<String> read(long a, long b, long c, double d, double e, double f) {
                return Optional.empty();
            }

            @Cached
            int read(
                    @CacheKey long a, @CacheKey long b, @CacheKey long c, @CacheKey double d, @CacheKey int e, long f) {
                return 0;
            }

            @CacheInvalidate(cache = "a")
            void write(long id) {}

            @CachePut(cache = "a")
            long write(long a, int b, double c, boolean d) {
                return 0;
            }

            @CachePut(cache = "a")
            @CacheInvalidate(cache = "b")
            long write(long a, long b, long c, double d, double e, double f) {
                return 0;
            }
        }

        @Test
        void aWovenMethodStaysWellBelowWhatTheVirtualMachineInlines() {
            Map<String, Integer> before = codeSizes(ClassShapeTest.Files.of(Small.class));
            Map<String, Integer> after = codeSizes(weave(Small.class).file());

            assertThat(after.keySet()).isEqualTo(before.keySet());
            after.forEach((method, size) -> {
                if (method.startsWith("<init>")) {
                    assertThat(size).as(method).isEqualTo(before.get(method));
                } else {
                    assertThat(size)
                            .as(method)
                            .isGreaterThan(before.get(method))
                            .isLessThan(WELL_BELOW);
                }
            });
        }
    }

    @Nested
    class Which {
        interface Crud<T, I> {
            @Cached
            Optional<T> findById(I id);
        }

        interface Products extends Crud<String, Long> {
            @Override
            @Cached
            Optional<String> findById(Long id);
        }

        static class Concrete implements Crud<String, Long> {
            @Override
            public Optional<String> findById(Long id) {
                return Optional.empty();
            }
        }

        static class Annotated {
            @Cached
            String find(long id) {
                return "";
            }
        }

        static class Overriding extends Annotated {
            @Override
            String find(long id) {
                return super.find(id);
            }
        }

        @Test
        void aBridgeIsLeftAlone_itsTargetIsWoven() {
            assertThat(weave(Concrete.class).methods())
                    .containsOnlyKeys("findById(Ljava/lang/Long;)Ljava/util/Optional;");
        }

        @Test
        void ofAGeneratedPairWithoutTheBridgeFlag_thePreciseOneIsWoven() {
            byte[] generated = new ByteBuddy()
                    .with(TypeValidation.DISABLED)
                    .subclass(Products.class)
                    .name("dev.tiercel.weaving.Generated$Intercepted")
                    .defineMethod("findById", Optional.class, Visibility.PUBLIC)
                    .withParameters(Object.class)
                    .intercept(FixedValue.nullValue())
                    .defineMethod("findById", Optional.class, Visibility.PUBLIC)
                    .withParameters(Long.class)
                    .intercept(FixedValue.nullValue())
                    .make()
                    .getBytes();

            Woven woven = weave("dev.tiercel.weaving.Generated$Intercepted", generated);

            String precise = "findById(Ljava/lang/Long;)Ljava/util/Optional;";
            assertThat(woven.methods()).containsOnlyKeys(precise);
            assertThat(codeSizes(woven.file()).get(precise))
                    .isGreaterThan(codeSizes(generated).get(precise));
            assertThat(woven.methods().get(precise).spec().result().value()).hasToString("java.lang.String");
        }

        @Test
        void aSubclassOfAnAnnotatedBody_isNotWovenASecondTime() {
            assertThat(weave(Overriding.class)).isNull();
            assertThat(weave(Annotated.class).methods()).hasSize(1);
        }

        @Test
        void aClassWithoutAnnotations_isLeftAlone() {
            assertThat(weave(WeaverTest.class)).isNull();
            assertThat(lines).isEmpty();
        }
    }

    @Nested
    class Read {
        private static final List<KeyPart> ID = List.of(KeyPart.of(KeyPart.Kind.EXACT, 0));

        record Row(long id) {}

        static class Repo {
            @Cached(cache = "rows", ttl = "5m")
            List<Row> find(String ignored, @CacheKey long id, @CacheKey("id") Row row) {
                return List.of();
            }

            @Cached
            String unnamed(int id) {
                return "";
            }

            @Cached
            String overloaded(int id) {
                return "";
            }

            @Cached
            String overloaded(long id) {
                return "";
            }

            @CachePut(cache = "rows")
            @CacheInvalidate(cache = {"a", "b"})
            @CacheInvalidate(cache = "c", all = true)
            Row change(long id) {
                return null;
            }
        }

        private final Map<String, Linkable> methods = weave(Repo.class).methods();

        private MethodSpec spec(String start) {
            return methods.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(start))
                    .findFirst()
                    .orElseThrow()
                    .getValue()
                    .spec();
        }

        @Test
        void namesTypesKeysAndTimes() {
            MethodSpec find = spec("find(");

            assertThat(find.name()).isEqualTo("Repo.find");
            assertThat(find.read().cache()).isEqualTo("rows");
            assertThat(find.read().said().ttl()).hasMinutes(5);
            assertThat(find.result().value()).hasToString("java.util.List<" + Row.class.getName() + ">");
            assertThat(find.read().key())
                    .containsExactly(KeyPart.of(KeyPart.Kind.EXACT, 0), new KeyPart(KeyPart.Kind.DYNAMIC, 1, "id"));
            assertThat(find.passed()).isEqualTo(2);
        }

        @Test
        void aCacheWithoutAName_isTheMethodsOwn() {
            assertThat(spec("unnamed(").read().cache()).isEqualTo(Repo.class.getName() + ".unnamed");
            assertThat(spec("unnamed(").read().said().ttl()).isNull();
            assertThat(spec("overloaded(I").read().cache()).isEqualTo(Repo.class.getName() + ".overloaded(int)");
            assertThat(spec("overloaded(J").read().cache()).isEqualTo(Repo.class.getName() + ".overloaded(long)");
        }

        @Test
        void allThatAMethodChanges() {
            assertThat(spec("change(").read()).isNull();
            assertThat(spec("change(").writes())
                    .containsExactly(
                            new Write.Put("rows", ID, CacheOverrides.NONE, Moment.AFTER, null, null),
                            new Write.Drop("a", ID, Moment.AFTER, null),
                            new Write.Drop("b", ID, Moment.AFTER, null),
                            new Write.Clear("c", Moment.AFTER, null));
        }
    }

    /** Asked for its class files, it counts. */
    private static final class Counting extends ClassLoader {
        private final List<String> asked = new ArrayList<>();

        Counting() {
            super(WeaverTest.class.getClassLoader());
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            asked.add(name);
            return super.getResourceAsStream(name);
        }
    }

    /** What is read for one class is there for the next one, until the loader is let go of. */
    @Test
    void whatIsRemembered_isReadOnce_untilItIsForgotten() {
        Counting loader = new Counting();
        byte[] file = ClassShapeTest.Files.of(Which.Concrete.class);
        weaver.remember();
        weaver.weave(loader, Which.Concrete.class.getName(), file);
        List<String> once = List.copyOf(loader.asked);
        weaver.weave(loader, Which.Concrete.class.getName(), file);

        assertThat(loader.asked).isEqualTo(once).contains("dev/tiercel/Cached.class");

        weaver.forget();
        weaver.weave(loader, Which.Concrete.class.getName(), file);
        assertThat(loader.asked).hasSize(2 * once.size());
    }

    private static Map<String, Integer> codeSizes(byte[] file) {
        Map<String, Integer> sizes = new HashMap<>();
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(file)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                MethodVisitor code = super.visitMethod(access, name, descriptor, signature, thrown);
                                return new MethodVisitor(Opcodes.ASM9, code) {
                                    @Override
                                    public void visitMaxs(int stack, int locals) {
                                        Label end = new Label();
                                        super.visitLabel(end);
                                        super.visitMaxs(stack, locals);
                                        sizes.put(name + descriptor, end.getOffset());
                                    }
                                };
                            }
                        },
                        0);
        return sizes;
    }
}
