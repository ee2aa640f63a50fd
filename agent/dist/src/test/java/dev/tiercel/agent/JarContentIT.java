package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the agent's jar, and what is not: it stands on the class path of the application. */
class JarContentIT {
    private static JarFile jar;
    private static List<String> names;

    /** The class files of the core by their names, without an ending. */
    private static Map<String, byte[]> classes;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(ForkedJvm.AGENT.toFile());
        names = jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
        classes = classes();
    }

    /** As PackClasses of the build writes them. */
    private static Map<String, byte[]> classes() throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        byte[] all;
        try (InputStream in = jar.getInputStream(jar.getEntry("core/classes"))) {
            all = in.readAllBytes();
        }
        ByteBuffer file = ByteBuffer.wrap(all);
        int slots = file.getInt();
        for (int slot = 0; slot < slots; slot++) {
            int begins = file.getInt(8 + 12 * slot);
            int length = file.getInt(12 + 12 * slot);
            if (length > 0) {
                int name = file.getShort(begins);
                found.put(
                        new String(all, begins + 2, name, StandardCharsets.UTF_8),
                        Arrays.copyOfRange(all, begins + 2 + name, begins + length));
            }
        }
        return found;
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void theApplicationSeesTheEntryClassesOnly() {
        assertThat(names)
                .filteredOn(name -> !name.startsWith("core/"))
                .contains(
                        "dev/tiercel/weaving/entry/Link.class",
                        "dev/tiercel/weaving/entry/Main.class",
                        "dev/tiercel/weaving/entry/TiercelAgent.class",
                        "dev/tiercel/weaving/entry/IsolatedLoader.class")
                .allMatch(name -> name.equals("META-INF/MANIFEST.MF") || name.startsWith("dev/tiercel/weaving/entry/"));
    }

    @Test
    void scannersFindNoClassInTheCore() {
        assertThat(classes).hasSizeGreaterThan(1_000);
        assertThat(names)
                .filteredOn(name -> name.startsWith("core/"))
                .noneMatch(name -> name.endsWith(".class") || name.endsWith(".jar"));
    }

    /** What is not compressed is read where it stands; and a jar of few entries is opened at once. */
    @Test
    void theClassesAreOneEntry_andNotCompressed() {
        assertThat(names).hasSizeLessThan(100);
        assertThat(jar.getEntry("core/classes").getMethod()).isEqualTo(ZipEntry.STORED);
    }

    @Test
    void theCoreHoldsOurPackagesOnly_theLibrariesUnderNamesOfOurs() {
        assertThat(classes.keySet()).allMatch(name -> name.startsWith("dev/tiercel/"));
        for (String library : List.of(
                "asm",
                "caffeine",
                "jackson",
                "jpountz",
                "lettuce",
                "netty",
                "picocli",
                "reactor",
                "resilience4j",
                "slf4j",
                "snakeyaml")) {
            assertThat(classes.keySet()).anyMatch(name -> name.startsWith("dev/tiercel/shaded/" + library + "/"));
        }
        assertThat(names).noneMatch(name -> name.startsWith("core/core/"));
    }

    /** When the jar is packed, texts are renamed too: one that meant a class of the application means none any more. */
    @Test
    void noTextOfOursNamesALibraryAsWePackIt() {
        List<String> renamed = new ArrayList<>();
        classes.forEach((name, bytes) -> {
            if (!name.startsWith("dev/tiercel/shaded/")) {
                // In names of classes that code refers to are slashes; no package is referred to.
                String file = new String(bytes, StandardCharsets.ISO_8859_1);
                Matcher text = Pattern.compile(
                                "dev\\.tiercel\\.shaded\\.[\\w.$]+|dev/tiercel/shaded/\\w[\\w/]*/(?!\\w)")
                        .matcher(file);
                text.results().forEach(each -> renamed.add(name + ": " + each.group()));
            }
        });
        assertThat(renamed).isEmpty();
    }

    @Test
    void nothingInTheCoreIsNativeCode() {
        assertThat(names).noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)"));
        assertThat(classes)
                .as("what compression in plain Java needs")
                .containsKeys(
                        "dev/tiercel/shaded/jpountz/lz4/LZ4JavaSafeCompressor",
                        "dev/tiercel/shaded/jpountz/lz4/LZ4JavaSafeSafeDecompressor",
                        "dev/tiercel/shaded/jpountz/util/SafeUtils");
    }

    @Test
    void servicesNameOurPackagesOnly() throws IOException {
        for (String name : names) {
            if (name.startsWith("core/META-INF/services/dev.tiercel.")) {
                try (var in = jar.getInputStream(jar.getEntry(name))) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")))
                            .as(name)
                            .allMatch(line -> line.startsWith("dev.tiercel."));
                }
            }
        }
    }

    @Test
    void theManifestIsThatOfAnAgentBesideTheApplication() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();

        assertThat(manifest.getValue("Premain-Class")).isEqualTo("dev.tiercel.weaving.entry.TiercelAgent");
        assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.tiercel.weaving.entry.Main");
        assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Boot-Class-Path")).isNull();
        assertThat(manifest.getValue("Class-Path")).isNull();
        assertThat(manifest.getValue("Multi-Release")).isNull();
        assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
    }

    @Test
    void theLicencesOfTheLibrariesAreThere() {
        assertThat(names)
                .contains(
                        "core/META-INF/licenses/Apache-2.0",
                        "core/META-INF/licenses/MIT",
                        "core/META-INF/licenses/ASM");
        assertThat(names).contains("core/META-INF/NOTICE");
    }
}
