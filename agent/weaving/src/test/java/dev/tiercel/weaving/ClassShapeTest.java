package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tiercel.Cached;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What is read of a class file before anything else is; whatever the bytes are. */
class ClassShapeTest {
    private static final byte[] MARK = text(new OwnDialect().scope().marks().get(0));

    @Test
    void supertypesAreRead() {
        ClassShape shape = ClassShape.read(Files.of(Annotated.class));

        assertThat(shape).isNotNull();
        assertThat(shape.supertypes())
                .containsExactly("java/lang/Object", "java/util/concurrent/Callable", "java/io/Serializable");
        assertThat(ClassShape.read(Files.of(Object.class)).supertypes()).isEmpty();
    }

    @Test
    void marksAndNamesOfJdbcAreSeen() {
        ClassShape marked = ClassShape.read(Files.of(Annotated.class), text("nowhere"), MARK);
        assertThat(marked.isMarked()).isTrue();
        assertThat(marked.namesJdbc()).isFalse();
        ClassShape jdbc = ClassShape.read(Files.of(shop.JdbcTypes.Dao.class), MARK);
        assertThat(jdbc.isMarked()).isFalse();
        assertThat(jdbc.namesJdbc()).isTrue();
        assertThat(ClassShape.read(Files.of(Annotated.class)).isMarked()).isFalse();
    }

    @Test
    void marksAreSeenByHowConstantsBegin() {
        assertThat(isMarked(text("java/util/concurrent/Call"))).isTrue();
        assertThat(isMarked(text("nowhere"), text("java/util/concurrent/Call"))).isTrue();
        assertThat(isMarked(text("util/concurrent/Callable"), text("java/util/concurrent/Callables")))
                .isFalse();
    }

    private static boolean isMarked(byte[]... marks) {
        return ClassShape.read(Files.of(Annotated.class), marks).isMarked();
    }

    @Test
    void bytesThatAreNoClassFile_haveNoShape() {
        Random random = new Random(1);
        byte[] real = Files.of(Annotated.class);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            readsWithoutThrowing(bytes);

            byte[] damaged = real.clone();
            for (int j = 0; j <= i % 5; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            readsWithoutThrowing(damaged);
        }
        for (int length = 0; length < real.length; length++) {
            readsWithoutThrowing(Arrays.copyOf(real, length));
        }
        assertThat(ClassShape.read(new byte[0])).isNull();
    }

    private static void readsWithoutThrowing(byte[] bytes) {
        assertThatCode(() -> {
                    ClassShape.read(bytes, text("java/"), text("nowhere"));
                })
                .as(() -> Arrays.toString(bytes))
                .doesNotThrowAnyException();
    }

    abstract static class Annotated implements Callable<String>, Serializable {
        @Cached
        abstract String find(long id);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The class files of this test's own classes. */
    static final class Files {
        private Files() {}

        static byte[] of(Class<?> type) {
            String name = "/" + type.getName().replace('.', '/') + ".class";
            try (InputStream in = type.getResourceAsStream(name)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
