package dev.tiercel.config;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that settings are read from.
 *
 * @param properties system properties
 * @param environment environment variables
 * @param argument the text after {@code =} in {@code -javaagent:tiercel-agent.jar=...}; null: none
 * @param classPathFile opens {@code tiercel.yaml} on the class path, or answers null when there is none; asked only
 *     when no file is named
 */
public record ConfigSources(
        Map<String, String> properties,
        Map<String, String> environment,
        @Nullable String argument,
        Supplier<@Nullable InputStream> classPathFile) {

    /** The name of the file on the class path. */
    public static final String FILE_NAME = "tiercel.yaml";

    /** Those of this process, as they are now. */
    public static ConfigSources ofProcess(@Nullable String argument, ClassLoader classPath) {
        Map<String, String> properties = new HashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            String value = System.getProperty(name);
            if (value != null) {
                properties.put(name, value);
            }
        }
        return new ConfigSources(properties, System.getenv(), argument, () -> classPath.getResourceAsStream(FILE_NAME));
    }

    /** Names no value: any may be a secret. */
    @Override
    public String toString() {
        return "ConfigSources";
    }
}
