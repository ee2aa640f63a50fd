package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The look at the sources before main: it misses nothing that says something of the settings it is asked for. */
class EarlyLookTest {
    private static final List<String> SETTINGS = List.of("annotations", "rules");

    @TempDir
    Path folder;

    private static boolean mentions(
            Map<String, String> properties, Map<String, String> environment, String argument, String classPathFile) {
        return EarlyLook.mentionsAny(
                SETTINGS,
                new ConfigSources(
                        properties,
                        environment,
                        argument,
                        () -> classPathFile == null
                                ? null
                                : new ByteArrayInputStream(classPathFile.getBytes(StandardCharsets.UTF_8))));
    }

    private String file(String content) {
        try {
            return Files.writeString(folder.resolve("some.yaml"), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachSourceCounts() {
        assertThat(mentions(Map.of("tiercel.annotations", "spring"), Map.of(), null, null))
                .isTrue();
        assertThat(mentions(Map.of("tiercel.rules[0].class", "x"), Map.of(), null, null))
                .isTrue();
        assertThat(mentions(Map.of(), Map.of("TIERCEL_ANNOTATIONS", "spring"), null, null))
                .isTrue();
        assertThat(mentions(Map.of(), Map.of(), "annotations=spring", null)).isTrue();
        assertThat(mentions(Map.of(), Map.of(), null, "rules:\n - class: x")).isTrue();
    }

    @Test
    void aNamedFileCounts_howeverItIsNamed_andTheOneOnTheClassPathDoesNotThen() {
        String file = file("tiercel:\n  rules: []");

        assertThat(mentions(Map.of("tiercel.config", file), Map.of(), null, null))
                .isTrue();
        assertThat(mentions(Map.of(), Map.of("TIERCEL_CONFIG", file), null, null))
                .isTrue();
        assertThat(mentions(Map.of(), Map.of(), file, null)).isTrue();
        assertThat(mentions(Map.of(), Map.of(), "config=" + file, null)).isTrue();
        assertThat(mentions(Map.of("tiercel.config", file("enabled: true")), Map.of(), null, "rules: []"))
                .isFalse();
    }

    @Test
    void anythingElseSaysNothingOfThem() {
        assertThat(mentions(Map.of("annotations", "x"), Map.of("RULES", "x"), "redis.host=a", "redis: {host: a}"))
                .isFalse();
        assertThat(mentions(Map.of("tiercel.config", "/no/such/file"), Map.of(), null, null))
                .isFalse();
        assertThat(mentions(Map.of(), Map.of(), null, null)).isFalse();
    }
}
