package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.config.CodecFormat;
import dev.tiercel.config.ValuesMode;
import dev.tiercel.log.EventLog;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same class name in two versions of an application that share one Redis, as during a rolling deploy: each sees misses
 * of the other, never an error and never a value with something missing.
 */
class RedeployTest {
    /** A class that makes one value of the version's Item. */
    private static final String MAKER = "class Maker { static Object make() { return %s; } }";

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @TempDir
    private Path dir;

    private int versions;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a record gains a field       | record Item(int a) {}                    | new Item(1)       | record Item(int a, String b) {}              | new Item(1, "x")
            a record changes its order   | record Item(int a, int b) {}             | new Item(1, 2)    | record Item(int b, int a, String c) {}       | new Item(1, 2, "")
            a field gets another type    | record Item(int a) {}                    | new Item(1)       | record Item(long a) {}                       | new Item(1)
            a field's element too        | record Item(java.util.List<String> a) {} | new Item(null)    | record Item(java.util.List<Integer> a) {}    | new Item(null)
            a class gains a field        | class Item { int a = 1; }                | new Item()        | class Item { int a = 1; String b; }          | new Item()
            its super class gains one    | class Item extends S {} class S {}       | new Item()        | class Item extends S {} class S { int a; }   | new Item()
            an enum gains a constant     | enum Item { X }                          | Item.X            | enum Item { X, Y }                           | Item.Y
            a field's enum gains one     | record Item(K a) { enum K { X } }        | new Item(Item.K.X)| record Item(K a) { enum K { X, Y } }         | new Item(Item.K.Y)
            a sealed type gains one      | sealed interface Item { record A(int a) implements Item {} }  | new Item.A(1)  | sealed interface Item { record A(int a) implements Item {} record B(int a) implements Item {} }  | new Item.B(1)
            a permitted one gains a field| sealed interface Item { final class A implements Item { int a; } }  | new Item.A()  | sealed interface Item { final class A implements Item { int a; String b; } }  | new Item.A()
            """)
    void twoVersions_seeEachOthersEntriesAsMisses(
            String change, String oldSource, String oldValue, String newSource, String newValue) throws Exception {
        ClassLoader before = compile(oldSource, oldValue);
        ClassLoader after = compile(newSource, newValue);
        ClassLoader sameAgain = compile(oldSource + " // built again", oldValue);
        for (CodecFormat format : CodecFormat.values()) {
            byte[] old = encode(before, format);
            assertThat(decode(sameAgain, old)).as("the same classes").isNotNull();
            assertThat(decode(after, old))
                    .as("%s: old entry, new classes", change)
                    .isNull();
            byte[] young = encode(after, format);
            assertThat(decode(after, young)).isNotNull();
            assertThat(decode(before, young))
                    .as("%s: new entry, old classes", change)
                    .isNull();
        }
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
        ClassLoader loader = compile("class Item { int[] a = {1}; }", "new Item()");
        for (CodecFormat format : CodecFormat.values()) {
            assertThat(decode(loader, encode(loader, format))).isNotNull();
        }
        Sharing sharing = Sharing.of(ValueType.of("Item"), false, ValuesMode.AUTO, loader);
        Object item = make(loader);
        assertThat(sharing.hand(sharing.keep(item))).isNotSameAs(item).hasSameClassAs(item);
        return new WeakReference<>(loader);
    }

    private byte[] encode(ClassLoader loader, CodecFormat format) throws Exception {
        byte[] bytes = codec(loader, format).encode(make(loader), 1, 1, CodecRig.STAMPS);
        assertThat(bytes).as(() -> lines.toString()).isNotNull();
        return bytes;
    }

    private Decoded decode(ClassLoader loader, byte[] bytes) {
        Decoded decoded = codec(loader, CodecFormat.JSON).decode(bytes);
        assertThat(lines).isEmpty();
        return decoded;
    }

    private ValueCodec codec(ClassLoader loader, CodecFormat format) {
        return new ValueCodec(
                ValueType.of("Item"), loader, format, Long.MAX_VALUE, EventLog.to(lines::add), "Items.find");
    }

    private static Object make(ClassLoader loader) throws Exception {
        var maker = loader.loadClass("Maker").getDeclaredMethod("make");
        maker.setAccessible(true);
        return maker.invoke(null);
    }

    private ClassLoader compile(String source, String value) throws Exception {
        Path folder = Files.createDirectory(dir.resolve("v" + versions++));
        Path item = Files.writeString(folder.resolve("Item.java"), source);
        Path maker = Files.writeString(folder.resolve("Maker.java"), MAKER.formatted(value));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", item.toString(), maker.toString()))
                .isZero();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
    }
}
