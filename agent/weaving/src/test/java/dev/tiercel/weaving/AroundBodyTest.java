package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.weaving.Rewriting.Inlined;
import dev.tiercel.weaving.entry.Link;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What is inlined around bodies of every kind, with the virtual machine's verification. */
class AroundBodyTest {
    /** The calls of handles: the role and what it is given. */
    private final List<String> called = new ArrayList<>();

    private Object hit;
    private Object opened;
    private Object instead;

    private static Inlined reading() {
        return (code, site) -> new ReadBody(code, site, handed(site, false));
    }

    private static Inlined writing() {
        return (code, site) -> new WriteBody(code, site, handed(site, false));
    }

    private static HandedOver handed(Site site, boolean byReceiver) {
        int parameters = Type.getArgumentTypes(site.descriptor()).length;
        return new HandedOver(
                site.name(), IntStream.range(0, parameters).boxed().toList(), byReceiver);
    }

    @BeforeEach
    void answer() throws ReflectiveOperationException {
        MethodHandle answer = MethodHandles.lookup()
                .bind(this, "answer", MethodType.methodType(Object.class, String.class, Object[].class));
        install(question -> {
            MethodType type = (MethodType) question[3];
            return MethodHandles.insertArguments(answer, 0, question[2])
                    .asCollector(Object[].class, type.parameterCount())
                    .asType(type);
        });
    }

    private Object answer(String role, Object... arguments) {
        called.add(role + Arrays.deepToString(arguments));
        return switch (Role.of(role)) {
            case HIT -> hit;
            case OPEN -> opened;
            case AFTER -> instead;
            default -> "begun";
        };
    }

    @AfterEach
    void stopAnswering() throws ReflectiveOperationException {
        install(null);
    }

    private static void install(Function<Object[], Object> engine) throws ReflectiveOperationException {
        Method install = Link.class.getDeclaredMethod("install", Function.class);
        install.setAccessible(true);
        install.invoke(null, engine);
    }

    private static final class Loader extends ClassLoader {
        Class<?> define(byte[] file) {
            return defineClass(null, file, 0, file.length);
        }
    }

    /** What the method returns or throws; a null for the receiver: it is static. */
    private static Object call(byte[] file, Inlined inlined, String name, Object... arguments) throws Exception {
        Class<?> type = new Loader().define(WholeLibraries.rewritten(file, inlined));
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                try {
                    method.setAccessible(true);
                    return method.invoke(null, arguments);
                } catch (InvocationTargetException thrown) {
                    return thrown.getCause();
                }
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static Object call(Inlined inlined, String name, Object... arguments) throws Exception {
        return call(ClassShapeTest.Files.of(Bodies.class), inlined, name, arguments);
    }

    private static BiFunction<Object, Throwable, Object[]> ticket(Object... instead) {
        return (returned, thrown) -> thrown != null || returned != null ? instead : new Object[] {"neither"};
    }

    private static final class OfCode extends Attribute {
        OfCode(String name) {
            super(name);
        }

        @Override
        public boolean isCodeAttribute() {
            return true;
        }

        @Override
        protected ByteVector write(ClassWriter writer, byte[] code, int length, int stack, int locals) {
            return new ByteVector();
        }
    }

    @SuppressWarnings({"unused", "ParameterReassigned"}) // by reflection
    static class Bodies {
        static String reassigned(String text, long number) {
            text = text + number;
            number = 0;
            return text;
        }

        static int failing(int number) {
            throw new IllegalStateException("body");
        }

        static void nothing() {}

        /** Its first instruction is jumped to. */
        static int loop(int number) {
            do {
                number--;
            } while (number > 3);
            return number;
        }

        static long many(int a, long b, String c, double d, byte e, char f) {
            return a + b;
        }

        static String[] array(String text) {
            return text.split(",");
        }
    }

    @Nested
    class Read {
        @Test
        void whatIsThere_isReturned_andTheBodyNotRun() throws Exception {
            hit = 7;

            assertThat(call(reading(), "failing", 1)).isEqualTo(7);
            assertThat(called).containsExactly("hit[1]");
        }

        @Test
        void anArrayIsReturnedAsWhatItIs() throws Exception {
            hit = new String[] {"x"};
            assertThat(call(reading(), "array", "a")).isSameAs(hit);

            hit = new Object[] {"x"};
            assertThat(call(reading(), "array", "a")).isInstanceOf(ClassCastException.class);
        }

        @Test
        void anAnswerOrAFailureOfTheSecondQuestion_isThatOfTheMethod() throws Exception {
            opened = new Object[] {null};
            assertThat(call(reading(), "reassigned", "a", 1L)).isNull();
            assertThat(called).containsExactly("hit[a, 1]", "open[a, 1, null, [a, 1]]");

            opened = new Throwable[] {new IllegalStateException("opened")};
            assertThat(call(reading(), "reassigned", "a", 1L)).isSameAs(((Object[]) opened)[0]);
        }

        /** HotSpot reads the code before it, to say what was null: it could crash over what it does not know. */
        @Test
        void nullInPlaceOfAPrimitive_isExplained() throws Exception {
            opened = new Object[] {null};

            assertThat(call(reading(), "loop", 9))
                    .isInstanceOfSatisfying(NullPointerException.class, thrown -> assertThat(thrown.getMessage())
                            .matches("Cannot invoke \"java.lang.Integer.intValue\\(\\)\"( because .+ is null)?"));
        }

        @Test
        void withoutATicket_theBodyIsAsItWas() throws Exception {
            assertThat(call(reading(), "reassigned", "a", 1L)).isEqualTo("a1");
            assertThat(call(reading(), "failing", 1)).hasToString("java.lang.IllegalStateException: body");
            assertThat(call(reading(), "nothing")).isNull();
            assertThat(call(reading(), "loop", 9)).isEqualTo(3);
            assertThat(call(reading(), "many", 1, 2L, "c", 4.0, (byte) 5, '6')).isEqualTo(3L);
        }

        @Test
        void aTicket_mayReplaceWhatIsReturnedOrThrown() throws Exception {
            opened = ticket("instead");
            assertThat(call(reading(), "reassigned", "a", 1L)).isEqualTo("instead");

            opened = ticket(5);
            assertThat(call(reading(), "failing", 1)).isEqualTo(5);
            assertThat(call(reading(), "loop", 9)).isEqualTo(5);
            assertThat(call(reading(), "nothing")).isNull();
        }

        @Test
        void aTicket_mayLeaveWhatIsReturnedOrThrown() throws Exception {
            opened = ticket((Object[]) null);

            assertThat(call(reading(), "reassigned", "a", 1L)).isEqualTo("a1");
            assertThat(call(reading(), "failing", 1)).hasToString("java.lang.IllegalStateException: body");
            assertThat(call(reading(), "loop", 9)).isEqualTo(3);
        }

        @Test
        void manyArguments_areHandedOverAsAnArray() throws Exception {
            call(reading(), "many", 1, 2L, "c", 4.0, (byte) 5, '6');

            assertThat(called)
                    .containsExactly(
                            "hit[[1, 2, c, 4.0, 5, 6]]", "open[[1, 2, c, 4.0, 5, 6], null, [1, 2, c, 4.0, 5, 6]]");
        }
    }

    @Nested
    class Write {
        @Test
        void whatIsHandedOverAfterwards_isWhatTheMethodWasGiven() throws Exception {
            assertThat(call(writing(), "reassigned", "a", 1L)).isEqualTo("a1");
            assertThat(call(writing(), "many", 1, 2L, "c", 4.0, (byte) 5, '6')).isEqualTo(3L);
            assertThat(call(writing(), "nothing")).isNull();
            assertThat(called)
                    .containsExactly(
                            "begin[a, 1]",
                            "after[a, 1, a1, null, begun]",
                            "begin[[1, 2, c, 4.0, 5, 6]]",
                            "after[[1, 2, c, 4.0, 5, 6], 3, null, begun]",
                            "begin[]",
                            "after[null, null, begun]");
        }

        @Test
        void whatIsReturnedMayBeReplaced_notWhatIsThrown() throws Exception {
            instead = new Object[] {5};

            assertThat(call(writing(), "loop", 9)).isEqualTo(5);
            assertThat(call(writing(), "failing", 1)).hasToString("java.lang.IllegalStateException: body");
            assertThat(called.get(3)).isEqualTo("after[1, null, java.lang.IllegalStateException: body, begun]");
        }
    }

    /** The virtual machine allows it, and programs that make code smaller do it. */
    @Nested
    class StackAtAReturn {
        private static final int DEEP = 40;

        @Test
        void moreThanTheResult() throws Exception {
            assertAlike(7L, "()J", code -> {
                code.visitInsn(Opcodes.ICONST_1);
                code.visitLdcInsn(2.0);
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitInsn(Opcodes.LCONST_1);
                code.visitInsn(Opcodes.ICONST_2);
                code.visitLdcInsn(7L);
                code.visitInsn(Opcodes.LRETURN);
            });
        }

        @Test
        void moreThanNothing_differentlyAtEachReturn() throws Exception {
            assertAlike(null, "(I)V", code -> {
                Label second = new Label();
                code.visitInsn(Opcodes.ICONST_1);
                code.visitVarInsn(Opcodes.ILOAD, 0);
                code.visitJumpInsn(Opcodes.IFEQ, second);
                code.visitInsn(Opcodes.LCONST_1);
                code.visitInsn(Opcodes.RETURN);
                code.visitLabel(second);
                code.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.INTEGER}, 1, new Object[] {Opcodes.INTEGER});
                code.visitInsn(Opcodes.RETURN);
            });
        }

        @Test
        void anObjectThatWasNeverMade() throws Exception {
            assertAlike("made", "()Ljava/lang/Object;", code -> {
                code.visitTypeInsn(Opcodes.NEW, "java/util/ArrayList");
                code.visitInsn(Opcodes.DUP);
                code.visitLdcInsn("made");
                code.visitInsn(Opcodes.ARETURN);
            });
        }

        /** Compilers leave such code, and the virtual machine verifies it as any other. */
        @Test
        void codeThatIsNeverReached() throws Exception {
            assertAlike(7L, "()J", code -> {
                code.visitLdcInsn(7L);
                code.visitInsn(Opcodes.LRETURN);
                code.visitFrame(Opcodes.F_NEW, 0, new Object[0], 0, new Object[0]);
                for (int i = 0; i < DEEP / 2; i++) {
                    code.visitInsn(Opcodes.LCONST_1);
                }
                code.visitInsn(Opcodes.LRETURN);
            });
        }

        private void assertAlike(Object returned, String descriptor, Consumer<MethodVisitor> body) throws Exception {
            byte[] file = file(descriptor, body);
            Object[] arguments = Type.getArgumentTypes(descriptor).length == 0 ? new Object[0] : new Object[] {1};

            assertThat(call(file, reading(), "odd", arguments)).isEqualTo(returned);
            assertThat(call(file, writing(), "odd", arguments)).isEqualTo(returned);
            assertThat(called.get(3)).endsWith(returned + ", null, begun]");
        }

        /** The virtual machine passes over what it does not know there; as one of the method's, it would be its second code. */
        @Test
        void unknownAttributeOfTheCode_isLeftOut() throws Exception {
            byte[] file = file("()V", code -> {
                code.visitInsn(Opcodes.RETURN);
                code.visitAttribute(new OfCode("Code"));
            });
            assertThat(call(file, writing(), "odd")).isNull();
            assertThat(called).hasSize(2);
        }

        private byte[] file(String descriptor, Consumer<MethodVisitor> body) {
            ClassWriter writer = new ClassWriter(0);
            writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Odd", null, "java/lang/Object", null);
            MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "odd", descriptor, null, null);
            code.visitCode();
            body.accept(code);
            code.visitMaxs(DEEP, 1);
            return writer.toByteArray();
        }
    }

    /** Every method of whole libraries, in each class file that the virtual machine takes. */
    @Nested
    class OfALibrary {
        private static boolean byReceiver(Site site) {
            return site.name().length() % 2 == 0;
        }

        @ParameterizedTest
        @ValueSource(classes = {ByteBuddy.class, Assertions.class})
        void everyMethodThatReads_isVerified(Class<?> ofLibrary) throws Exception {
            WholeLibraries.verify(ofLibrary, (code, site) -> new ReadBody(code, site, handed(site, byReceiver(site))));
        }

        @ParameterizedTest
        @ValueSource(classes = {ByteBuddy.class, Assertions.class})
        void everyMethodThatChangesData_isVerified(Class<?> ofLibrary) throws Exception {
            WholeLibraries.verify(ofLibrary, (code, site) -> new WriteBody(code, site, handed(site, byReceiver(site))));
        }
    }
}
