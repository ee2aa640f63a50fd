package dev.tiercel.command;

import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigResult;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.config.Setting;
import java.io.File;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The configuration that an agent would have, were it started from this shell. */
final class ShellConfig {
    private static final String PREFIX = "tiercel.";

    @Option(names = "--config", paramLabel = "<file>", description = "Without a pid: read this tiercel.yaml.")
    @Nullable
    File file;

    @Option(
            names = "--set",
            paramLabel = "<key=value>",
            description = "Without a pid: a setting, as --set redis.url=redis://cache1; may be given again.")
    Map<String, String> settings = new LinkedHashMap<>();

    void mustNotBeGiven(String who) {
        if (file != null || !settings.isEmpty()) {
            throw Refusal.notPossible("--config and --set are for this shell's configuration: leave out " + who);
        }
    }

    /** What is said here is stronger than all else, as system properties are. */
    ConfigResult read(Desk desk) {
        Map<String, String> properties = new HashMap<>(desk.properties());
        settings.forEach((key, value) -> properties.put(PREFIX + plain(key), value));
        if (file != null) {
            properties.put(PREFIX + "config", file.getAbsolutePath());
        }
        return renamed(ConfigReader.read(new ConfigSources(properties, desk.environment(), null, () -> null)));
    }

    private static String plain(String key) {
        return key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
    }

    /** With origins as the user knows them. */
    private ConfigResult renamed(ConfigResult read) {
        List<Setting> shown = read.settings().stream()
                .map(each -> new Setting(each.key(), each.value(), renamed(each.origin())))
                .toList();
        return new ConfigResult(
                read.config(),
                shown,
                read.errors().stream().map(this::renamed).toList(),
                read.warnings().stream().map(this::renamed).toList());
    }

    private String renamed(String text) {
        String renamed = file == null ? text : text.replace("system property tiercel.config", "--config");
        for (String key : settings.keySet()) {
            renamed = renamed.replace("system property " + PREFIX + plain(key), "--set " + plain(key));
        }
        return renamed;
    }
}
