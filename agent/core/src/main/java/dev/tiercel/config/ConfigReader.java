package dev.tiercel.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the configuration: system property over environment over agent argument over file over default. Never throws
 * for what a user wrote: what is wrong is told in the result, for the caller to decide what becomes of the application.
 */
public final class ConfigReader {
    private final Problems problems = new Problems();
    private final Gathering gathering = new Gathering(problems);

    private ConfigReader() {}

    /** Reads the sources once. */
    public static ConfigResult read(ConfigSources sources) {
        return new ConfigReader().readAll(sources);
    }

    private ConfigResult readAll(ConfigSources sources) {
        AgentArgument argument = AgentArgument.parse(sources.argument(), problems);
        readProperties(sources.properties());
        EnvironmentSource.read(sources.environment(), gathering, problems);
        argument.offerTo(gathering);
        new FileSource(gathering, problems).read(sources, argument);
        gathering.spreadEnvironmentOverCaches();

        Settings settings = new Settings(gathering, problems);
        TiercelConfig config = new Assembly(settings, problems).config(gathering.caches(), gathering.rules());
        List<Setting> shown = new ArrayList<>(settings.shown());
        gathering.rules().forEach(rule -> shown.add(RuleReader.shown(rule)));
        return new ConfigResult(config, shown, problems.errors(), problems.warnings());
    }

    private void readProperties(Map<String, String> properties) {
        // Sorted, so that messages come in the same order at every start.
        for (Map.Entry<String, String> entry : new TreeMap<>(properties).entrySet()) {
            String property = entry.getKey();
            String name = Keys.withoutPrefix(property);
            if (!name.equals(property) && !name.equals(Keys.CONFIG)) {
                String origin = "system property " + Shown.oneLine(property);
                gathering.offer(name, entry.getValue(), Level.SYSTEM_PROPERTY, origin);
            }
        }
    }
}
