package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTest {
    @TempDir
    Path directory;

    private String a;
    private String b;
    private String c;

    @BeforeEach
    void writeFiles() throws IOException {
        a = write("a.yaml", "prefix: a");
        b = write("b.yaml", "prefix: b");
        c = write("c.yaml", "prefix: c");
    }

    private String write(String name, String yaml) throws IOException {
        return Files.writeString(directory.resolve(name), yaml).toString();
    }

    @Test
    void path_propertyThenArgumentThenEnvironmentThenClassPath() {
        Sources sources = Sources.none().yaml("prefix: class-path");
        assertThat(sources.config().prefix()).isEqualTo("class-path");
        sources.environment("TIERCEL_CONFIG", c);
        assertThat(sources.config().prefix()).isEqualTo("c");
        sources.argument(b);
        assertThat(sources.config().prefix()).isEqualTo("b");
        sources.property("tiercel.config", a);
        assertThat(sources.config().prefix()).isEqualTo("a");
        assertThat(sources.origin("prefix")).isEqualTo("file " + a + " line 1 column 9");
    }

    @Test
    void argument_namesTheFileAmongItsSettings() {
        TiercelConfig config =
                Sources.none().argument("strict=true,config=" + b).config();

        assertThat(config.prefix()).isEqualTo("b");
        assertThat(config.strict()).isTrue();
    }

    @Test
    void namedFileThatIsMissing_isAnError() {
        String missing = directory.resolve("missing.yaml").toString();
        assertThat(Sources.none().argument(missing).error())
                .isEqualTo("config: " + missing + " does not exist; it is named by agent argument");
        assertThat(Sources.none().property("tiercel.config", missing).error())
                .endsWith("it is named by system property tiercel.config");
        assertThat(Sources.none()
                        .environment("TIERCEL_CONFIG", directory.toString())
                        .error())
                .isEqualTo("config: " + directory + " is not a file; it is named by environment TIERCEL_CONFIG");
    }

    @Test
    void namedFileThatIsMissing_isNotReplacedByTheClassPath() {
        assertThat(Sources.none()
                        .argument("/no/such/file")
                        .yaml("prefix: class-path")
                        .read()
                        .config()
                        .prefix())
                .isEqualTo("tiercel");
    }

    @Test
    void largeFile_isRefused() {
        assertThat(Sources.none().yaml(new byte[(1 << 20) + 1]).error())
                .isEqualTo("config: class path tiercel.yaml is larger than 1 MB; is it the right file?");
    }

    @Test
    void classPathThatFails_isAnError() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the jar\nis gone");
            }
        };
        assertThat(ConfigReader.read(new ConfigSources(Map.of(), Map.of(), null, () -> failing))
                        .errors())
                .containsExactly("config: tiercel.yaml on the class path cannot be read (the jar?is gone)");
    }

    @Test
    void process_isReadWithItsClassPath() {
        ConfigSources sources =
                ConfigSources.ofProcess("prefix=shop", getClass().getClassLoader());

        assertThat(sources.properties()).containsKey("java.version");
        assertThat(sources.environment()).isEqualTo(System.getenv());
        assertThat(sources.argument()).isEqualTo("prefix=shop");
        assertThat(sources.classPathFile().get()).isNull();
        assertThat(sources).hasToString("ConfigSources");
    }
}
