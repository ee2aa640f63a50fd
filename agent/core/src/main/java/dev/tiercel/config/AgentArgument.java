package dev.tiercel.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text after {@code =} in {@code -javaagent:tiercel-agent.jar=...}: a file, or {@code key=value,key=value}.
 *
 * @param file where the configuration file is; empty: not said
 * @param settings names and texts, in order
 */
record AgentArgument(String file, List<Map.Entry<String, String>> settings) {
    static final String ORIGIN = "agent argument";

    static AgentArgument parse(@Nullable String argument, Problems problems) {
        if (argument == null) {
            return new AgentArgument("", List.of());
        }
        if (argument.indexOf('=') < 0) {
            return new AgentArgument(argument.trim(), List.of());
        }
        String file = "";
        List<Map.Entry<String, String>> settings = new ArrayList<>();
        String[] parts = argument.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            int end = parts[i].indexOf('=');
            String name =
                    end < 0 ? "" : Keys.withoutPrefix(parts[i].substring(0, end).trim());
            if (name.equals(Keys.CONFIG)) {
                file = parts[i].substring(end + 1).trim();
            } else if (end >= 0) {
                settings.add(Map.entry(name, parts[i].substring(end + 1)));
            } else if (!parts[i].isBlank()) {
                // The part is not shown: it may be the second half of a password.
                problems.error("agent argument: its part " + (i + 1) + " is not key=value; give a value that has a"
                        + " comma in it by system property, environment or file");
            }
        }
        return new AgentArgument(file, settings);
    }

    void offerTo(Gathering gathering) {
        for (Map.Entry<String, String> setting : settings) {
            gathering.offer(setting.getKey(), setting.getValue(), Level.ARGUMENT, ORIGIN);
        }
    }
}
