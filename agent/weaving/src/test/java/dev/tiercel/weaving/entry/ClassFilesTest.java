package dev.tiercel.weaving.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the names of classes have one hash, each is itself. That of the agent's own jar, JarContentIT looks into. */
class ClassFilesTest {
    /** All three have the same hash. */
    private static final String[] ALIKE = {"a/Aa", "a/BB", "a/C#"};

    private static final int SLOTS = 4;

    @TempDir
    Path folder;

    /** A jar with the names in the slots from that of their hash on, as the build writes it. */
    private Path jar(String... names) throws IOException {
        int[] table = new int[3 * SLOTS];
        ByteArrayOutputStream classes = new ByteArrayOutputStream();
        for (int i = 0; i < names.length; i++) {
            int slot = Math.floorMod(names[i].hashCode() + i, SLOTS);
            byte[] name = names[i].getBytes(StandardCharsets.UTF_8);
            table[3 * slot] = names[i].hashCode();
            table[3 * slot + 1] = 4 + 12 * SLOTS + classes.size();
            table[3 * slot + 2] = 2 + name.length + 1;
            classes.write(0);
            classes.write(name.length);
            classes.write(name);
            classes.write(i);
        }
        Path file = folder.resolve("agent.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("core/classes"));
            DataOutputStream out = new DataOutputStream(zip);
            out.writeInt(SLOTS);
            for (int each : table) {
                out.writeInt(each);
            }
            classes.writeTo(out);
        }
        return file;
    }

    @Test
    void classesOfOneHash_areToldApart() throws IOException {
        try (JarFile jar = new JarFile(jar(ALIKE).toFile())) {
            ClassFiles files = new ClassFiles(jar);
            for (int i = 0; i < ALIKE.length; i++) {
                assertThat(files.find(ALIKE[i])).containsExactly(i);
            }
        }
    }

    @Test
    void whatIsNotThere_isNotFound_whateverItsHash() throws IOException {
        try (JarFile jar = new JarFile(jar(ALIKE[0], ALIKE[1]).toFile())) {
            ClassFiles files = new ClassFiles(jar);
            assertThat(files.find(ALIKE[2])).isNull();
            assertThat(files.find("a/A")).isNull();
            assertThat(files.find("a/Aaa")).isNull();
            assertThat(files.find("")).isNull();
        }
    }

    @Test
    void aJarWithoutThem_isRefused() throws IOException {
        Path file = folder.resolve("other.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("core/other"));
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            assertThatThrownBy(() -> new ClassFiles(jar)).hasMessageContaining("other.jar has no core/classes");
        }
    }
}
