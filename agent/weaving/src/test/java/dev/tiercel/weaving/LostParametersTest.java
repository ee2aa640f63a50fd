package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostParametersTest {
    private static final String SOURCE = "public class Finder { public static String find(long id, String name) {"
            + " return id > 1 ? name + id : name; } }";

    @TempDir
    Path folder;

    @Test
    void aFileWithoutThem_hasThoseOfTheOriginal_andItsOwnCode() throws Exception {
        byte[] original = compiled("kept", "-parameters", "-g:none");
        byte[] shown = compiled("lost", "-g");

        Method merged = find(LostParameters.merged(original, shown));

        assertThat(names(find(shown))).containsExactly("arg0", "arg1");
        assertThat(names(merged)).containsExactly("id", "name");
        assertThat(merged.invoke(null, 7, "seven")).isEqualTo("seven7");
    }

    @Test
    void aFileThatHasThem_orWhoseOriginalHasNone_isLeftAsItIs() throws Exception {
        byte[] kept = compiled("kept", "-parameters");
        byte[] lost = compiled("lost", "-g");

        assertThat(LostParameters.merged(kept, kept)).isSameAs(kept);
        assertThat(LostParameters.merged(lost, lost)).isSameAs(lost);
    }

    @Test
    void theOriginalIsWhatTheLoaderHas() throws Exception {
        compiled("kept", "-parameters");
        byte[] shown = compiled("lost", "-g");

        assertThat(names(find(restored("kept", shown)))).containsExactly("id", "name");
        assertThat(restored("lost", shown)).as("it has none").isSameAs(shown);
        assertThat(restored("nowhere", shown)).as("it is not there").isSameAs(shown);
    }

    private byte[] restored(String from, byte[] shown) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.resolve(from).toUri().toURL()}, null)) {
            return LostParameters.restored(loader, "Finder", shown);
        }
    }

    private byte[] compiled(String into, String... options) throws IOException {
        Path target = Files.createDirectories(folder.resolve(into));
        Path source = Files.writeString(folder.resolve("Finder.java"), SOURCE);
        String[] all = Stream.concat(
                        Stream.of(options), Stream.of("-proc:none", "-d", target.toString(), source.toString()))
                .toArray(String[]::new);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, all))
                .isZero();
        return Files.readAllBytes(target.resolve("Finder.class"));
    }

    private Method find(byte[] file) throws Exception {
        Path target = Files.createTempDirectory(folder, "classes");
        Files.write(target.resolve("Finder.class"), file);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {target.toUri().toURL()}, null)) {
            return loader.loadClass("Finder").getMethod("find", long.class, String.class);
        }
    }

    private static Stream<String> names(Method method) {
        return Stream.of(method.getParameters()).map(Parameter::getName);
    }
}
