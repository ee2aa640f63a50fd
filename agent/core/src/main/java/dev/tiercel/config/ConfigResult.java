package dev.tiercel.config;

import java.util.List;
import java.util.Optional;

/**
 * What reading the configuration came to. None of its texts holds a secret, and each is one line.
 *
 * @param config the settings; where one was refused, its default stands
 * @param settings every value in force and its origin
 * @param errors what was refused; any one means that the configuration is not what the user wants
 * @param warnings what was ignored
 */
public record ConfigResult(TiercelConfig config, List<Setting> settings, List<String> errors, List<String> warnings) {

    public ConfigResult {
        settings = List.copyOf(settings);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** All errors in one line: the first, and how many more there are. Empty: nothing was refused. */
    public Optional<String> errorLine() {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return Optional.of(errors.get(0) + more);
    }
}
