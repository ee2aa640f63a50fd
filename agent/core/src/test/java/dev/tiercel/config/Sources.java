package dev.tiercel.config;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sources for tests, filled step by step; nothing of this process gets in. */
final class Sources {
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable String argument;
    private byte @Nullable [] classPathFile;

    static Sources none() {
        return new Sources();
    }

    Sources property(String name, String text) {
        properties.put(name, text);
        return this;
    }

    Sources environment(String name, String text) {
        environment.put(name, text);
        return this;
    }

    Sources argument(String text) {
        argument = text;
        return this;
    }

    Sources yaml(String text) {
        return yaml(text.getBytes(StandardCharsets.UTF_8));
    }

    Sources yaml(byte[] bytes) {
        classPathFile = bytes;
        return this;
    }

    ConfigResult read() {
        byte[] file = classPathFile;
        return ConfigReader.read(new ConfigSources(
                properties, environment, argument, () -> file == null ? null : new ByteArrayInputStream(file)));
    }

    /** Reads what is expected to be right. */
    TiercelConfig config() {
        ConfigResult result = read();
        if (!result.errors().isEmpty() || !result.warnings().isEmpty()) {
            throw new AssertionError(result.errors() + " " + result.warnings());
        }
        return result.config();
    }

    /** Reads what is expected to hold one error. */
    String error() {
        ConfigResult result = read();
        if (result.errors().size() != 1) {
            throw new AssertionError(result.errors());
        }
        return result.errors().get(0);
    }

    /** Reads what is expected to hold one warning and no error. */
    String warning() {
        ConfigResult result = read();
        if (!result.errors().isEmpty() || result.warnings().size() != 1) {
            throw new AssertionError(result.errors() + " " + result.warnings());
        }
        return result.warnings().get(0);
    }

    /** Where the value in force of this setting comes from. */
    String origin(String key) {
        return setting(key).origin();
    }

    Setting setting(String key) {
        return read().settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
