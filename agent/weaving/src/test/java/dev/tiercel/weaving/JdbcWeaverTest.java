package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.weaving.entry.Link;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Bodies of every kind, and what is told around them; with the virtual machine's verification. */
class JdbcWeaverTest {
    private final List<String> told = new ArrayList<>();

    /** What a driver's methods may be like. */
    @SuppressWarnings("unused") // by reflection
    public static class Calls {
        private int turns = 3;

        public void commit() {}

        public boolean getAutoCommit() {
            while (turns > 0) {
                turns--;
            }
            return turns == 0;
        }

        public void setAutoCommit(boolean on) {
            turns = on ? 1 : 2;
        }

        @SuppressWarnings({"ParameterReassigned", "Finally"})
        public int executeUpdate(String sql) {
            long length = sql.length();
            sql = null;
            try {
                if (length > 3) {
                    throw new IllegalStateException("long");
                }
                return (int) length;
            } catch (IllegalStateException e) {
                double half = length / 2.0;
                return (int) half;
            } finally {
                turns++;
            }
        }

        public long executeLargeUpdate(String sql) {
            for (int i = 0; ; i++) {
                if (i == sql.length()) {
                    return i * 10_000_000_000L;
                }
            }
        }

        public synchronized Object prepareStatement(String sql, int[] columns) {
            synchronized (columns) {
                return sql.isEmpty() ? columns : sql;
            }
        }

        public void close() throws Exception {
            throw new Exception("closed already");
        }

        public Object execute(String sql) {
            Object answer;
            switch (sql) {
                case "a" -> answer = 1;
                case "b" -> answer = 2.0;
                default -> throw new IllegalArgumentException(sql);
            }
            return answer;
        }

        public String executeQuery(int other) {
            return "no call of JDBC";
        }
    }

    private static final class Loader extends ClassLoader {
        Class<?> define(byte[] file) {
            return defineClass(null, file, 0, file.length);
        }
    }

    @BeforeEach
    void listen() throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle begin = lookup.bind(
                this, "begin", MethodType.methodType(Object.class, String.class, Object.class, Object.class));
        MethodHandle end = lookup.bind(
                this, "end", MethodType.methodType(Object.class, Object.class, Object.class, Throwable.class));
        install(question -> question[2].equals(Role.JDBC_BEGIN.text())
                ? MethodHandles.insertArguments(begin, 0, question[4])
                : end);
    }

    @AfterEach
    void stopListening() throws ReflectiveOperationException {
        install(null);
    }

    private static void install(Function<Object[], Object> engine) throws ReflectiveOperationException {
        Method install = Link.class.getDeclaredMethod("install", Function.class);
        install.setAccessible(true);
        install.invoke(null, engine);
    }

    private Object begin(String call, Object receiver, Object argument) {
        assertThat(receiver.getClass().getClassLoader()).isInstanceOf(Loader.class);
        return call + "(" + argument + ")";
    }

    private Object end(Object begun, Object returned, Throwable thrown) {
        told.add(begun + ": " + (thrown == null ? returned : thrown.getMessage()));
        return null;
    }

    private static Object woven(byte[] file) throws ReflectiveOperationException {
        byte[] woven = JdbcWeaver.weave(file, EnumSet.allOf(JdbcType.class));
        assertThat(woven).isNotNull();
        return new Loader().define(woven).getConstructor().newInstance();
    }

    private static Object call(Object target, String name, Object... arguments) throws ReflectiveOperationException {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getDeclaringClass() == target.getClass()) {
                try {
                    return method.invoke(target, arguments);
                } catch (InvocationTargetException thrown) {
                    return thrown.getCause();
                }
            }
        }
        throw new NoSuchMethodException(name);
    }

    /** Of the first version whose frames are checked, and of one with computed constants. */
    @ParameterizedTest
    @ValueSource(ints = {51, 61})
    void bodies_giveWhatTheyGave_andAreToldOf(int version) throws Exception {
        byte[] file = ClassShapeTest.Files.of(Calls.class);
        file[7] = (byte) version;
        Object calls = woven(file);

        assertThat(call(calls, "commit")).isNull();
        assertThat(call(calls, "getAutoCommit")).isEqualTo(true);
        assertThat(call(calls, "setAutoCommit", true)).isNull();
        assertThat(call(calls, "executeUpdate", "abc")).isEqualTo(3);
        assertThat(call(calls, "executeUpdate", "abcdefg")).isEqualTo(3);
        assertThat(call(calls, "executeUpdate", (Object) null)).isInstanceOf(NullPointerException.class);
        assertThat(call(calls, "executeLargeUpdate", "ab")).isEqualTo(20_000_000_000L);
        assertThat(call(calls, "prepareStatement", "sql", new int[0])).isEqualTo("sql");
        assertThat(call(calls, "close"))
                .isInstanceOf(Exception.class)
                .hasToString("java.lang.Exception: closed already");
        assertThat(call(calls, "execute", "b")).isEqualTo(2.0);
        assertThat(call(calls, "execute", "c")).isInstanceOf(IllegalArgumentException.class);
        assertThat(call(calls, "executeQuery", 1)).isEqualTo("no call of JDBC");

        assertThat(told.remove(5)).startsWith("UPDATE(null): ");
        assertThat(told)
                .containsExactly(
                        "COMMIT(null): null",
                        "GET_AUTO_COMMIT(null): true",
                        "SET_AUTO_COMMIT(true): null",
                        "UPDATE(abc): 3",
                        "UPDATE(abcdefg): 3",
                        "UPDATE(ab): 20000000000",
                        "PREPARE(sql): sql",
                        "CLOSE(null): closed already",
                        "EXECUTE(b): 2.0",
                        "EXECUTE(c): c");
    }

    /** The virtual machine allows it, and programs that make code smaller do it. */
    @Test
    void whatIsLeftOnTheStackAtAReturn_doesNotMatter() throws Exception {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Odd", null, "java/lang/Object", null);
        MethodVisitor made = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        made.visitInsn(Opcodes.RETURN);
        made.visitMaxs(0, 0);
        MethodVisitor commit = writer.visitMethod(Opcodes.ACC_PUBLIC, "commit", "()V", null, null);
        commit.visitInsn(Opcodes.LCONST_1);
        commit.visitInsn(Opcodes.ICONST_1);
        commit.visitInsn(Opcodes.RETURN);
        commit.visitMaxs(0, 0);
        MethodVisitor update =
                writer.visitMethod(Opcodes.ACC_PUBLIC, "executeLargeUpdate", "(Ljava/lang/String;)J", null, null);
        update.visitInsn(Opcodes.ICONST_1);
        update.visitLdcInsn(7L);
        update.visitInsn(Opcodes.LRETURN);
        update.visitMaxs(0, 0);
        Object odd = woven(writer.toByteArray());

        assertThat(call(odd, "commit")).isNull();
        assertThat(call(odd, "executeLargeUpdate", "sql")).isEqualTo(7L);
        assertThat(told).containsExactly("COMMIT(null): null", "UPDATE(sql): 7");
    }

    @Test
    void classWithoutSuchACall_isNotRewritten() {
        assertThat(JdbcWeaver.weave(ClassShapeTest.Files.of(Calls.class), EnumSet.of(JdbcType.XA_RESOURCE)))
                .isNull();
    }
}
