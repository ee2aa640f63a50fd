package dev.tiercel.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A look at the configuration's sources that reads no YAML and checks nothing, for the moment before an application's
 * main in which every millisecond counts: whether they say anything of some settings. It may err to the one side: a
 * word that stands in a comment of the file counts.
 */
public final class EarlyLook {
    private EarlyLook() {}

    /**
     * True where one of the settings may be set.
     *
     * @param settings first parts of their names: {@code rules}
     */
    public static boolean mentionsAny(List<String> settings, ConfigSources sources) {
        String file = file(sources);
        for (String setting : settings) {
            String variable = Keys.PREFIX_OF_ALL.replace('.', '_') + setting;
            if (anyBegins(sources.properties(), Keys.PREFIX_OF_ALL + setting)
                    || anyBegins(sources.environment(), Key.spelled(variable))
                    || contains(sources.argument(), setting)
                    || file.contains(setting)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyBegins(Map<String, String> entries, String start) {
        for (String name : entries.keySet()) {
            if (name.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(@Nullable String text, String part) {
        return text != null && text.contains(part);
    }

    /** The file's text, as far as it may be long; empty: there is none, or the one who reads it says what is wrong. */
    private static String file(ConfigSources sources) {
        String property = sources.properties().getOrDefault(Keys.PREFIX_OF_ALL + Keys.CONFIG, "");
        String argument =
                AgentArgument.parse(sources.argument(), new Problems()).file();
        String variable = sources.environment().getOrDefault(EnvironmentSource.CONFIG, "");
        for (String named : List.of(property, argument, variable)) {
            if (!named.isBlank()) {
                return text(() -> new FileInputStream(new File(named)));
            }
        }
        return text(() -> sources.classPathFile().get());
    }

    private static String text(Opening opening) {
        try (InputStream in = opening.open()) {
            return in == null ? "" : new String(in.readNBytes(FileSource.MAX_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private interface Opening {
        @Nullable
        InputStream open() throws IOException;
    }
}
