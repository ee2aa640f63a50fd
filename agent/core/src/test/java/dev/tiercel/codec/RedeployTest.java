package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.config.CodecFormat;
import dev.tiercel.log.EventLog;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same class name in two versions of an application that share one Redis. */
class RedeployTest {
    @TempDir
    private Path dir;

    @Test
    void gainedField_makesOldEntriesMisses() throws Exception {
        byte[] old = encode(compile("v1", "public class Item { int a = 1; }"));
        assertThat(codec(compile("v1again", "public class Item { int a = 1; void more() {} }"))
                        .decode(old))
                .isNotNull();
        assertThat(codec(compile("v2", "public class Item { int a = 1; String b; }"))
                        .decode(old))
                .isNull();
        assertThat(codec(compile("v3", "public class Item { long a = 1; }")).decode(old))
                .isNull();
        assertThat(codec(compile("v4", "public class Item { Kind a; enum Kind { X } }"))
                        .decode(old))
                .isNull();
    }

    @Test
    void gainedConstantOfAnEnum_makesOldEntriesMisses() throws Exception {
        byte[] old = encode(compile("v1", "public class Item { Kind a; enum Kind { X } }"));
        assertThat(codec(compile("v2", "public class Item { Kind a; enum Kind { X, Y } }"))
                        .decode(old))
                .isNull();
    }

    @Test
    void undeployedApplication_canGo() throws Exception {
        WeakReference<ClassLoader> gone = useAndForget();
        await().untilAsserted(() -> {
            System.gc();
            assertThat(gone.get()).isNull();
        });
    }

    private WeakReference<ClassLoader> useAndForget() throws Exception {
        ClassLoader loader = compile("v1", "public class Item { int a = 1; }");
        assertThat(codec(loader).decode(encode(loader))).isNotNull();
        return new WeakReference<>(loader);
    }

    private static byte[] encode(ClassLoader loader) throws Exception {
        byte[] bytes =
                codec(loader).encode(loader.loadClass("Item").getConstructor().newInstance(), 1, 1);
        assertThat(bytes).isNotNull();
        return bytes;
    }

    private static ValueCodec codec(ClassLoader loader) {
        return new ValueCodec(
                ValueType.of("Item"), loader, CodecFormat.JSON, Long.MAX_VALUE, EventLog.to(line -> {}), "Items.find");
    }

    private ClassLoader compile(String version, String source) throws Exception {
        Path folder = Files.createDirectory(dir.resolve(version));
        Path file = Files.writeString(folder.resolve("Item.java"), source);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString()))
                .isZero();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
    }
}
