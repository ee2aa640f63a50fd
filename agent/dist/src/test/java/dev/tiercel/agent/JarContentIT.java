package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(ForkedJvm.AGENT.toFile());
        names = jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
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
        assertThat(names)
                .filteredOn(name -> name.startsWith("core/"))
                .hasSizeGreaterThan(1_000)
                .noneMatch(name -> name.endsWith(".class") || name.endsWith(".jar"));
    }

    @Test
    void theCoreHoldsOurPackagesOnly_theLibrariesUnderNamesOfOurs() {
        assertThat(names)
                .filteredOn(name -> name.endsWith(".clazz"))
                .allMatch(name -> name.startsWith("core/dev/tiercel/"));
        for (String library : List.of(
                "bytebuddy",
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
            assertThat(names).anyMatch(name -> name.startsWith("core/dev/tiercel/shaded/" + library + "/"));
        }
        assertThat(names).noneMatch(name -> name.startsWith("core/core/"));
    }

    /** When the jar is packed, texts are renamed too: one that meant a class of the application means none any more. */
    @Test
    void noTextOfOursNamesALibraryAsWePackIt() throws IOException {
        List<String> renamed = new ArrayList<>();
        for (String name : names) {
            if (name.endsWith(".clazz") && !name.startsWith("core/dev/tiercel/shaded/")) {
                try (var in = jar.getInputStream(jar.getEntry(name))) {
                    // In names of classes that code refers to are slashes; no package is referred to.
                    String file = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                    Matcher text = Pattern.compile(
                                    "dev\\.tiercel\\.shaded\\.[\\w.$]+|dev/tiercel/shaded/\\w[\\w/]*/(?!\\w)")
                            .matcher(file);
                    text.results().forEach(each -> renamed.add(name + ": " + each.group()));
                }
            }
        }
        assertThat(renamed).isEmpty();
    }

    @Test
    void nothingInTheCoreIsNativeCode() {
        assertThat(names).noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)"));
        assertThat(names)
                .as("what compression in plain Java needs")
                .contains(
                        "core/dev/tiercel/shaded/jpountz/lz4/LZ4JavaSafeCompressor.clazz",
                        "core/dev/tiercel/shaded/jpountz/lz4/LZ4JavaSafeSafeDecompressor.clazz",
                        "core/dev/tiercel/shaded/jpountz/util/SafeUtils.clazz");
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
