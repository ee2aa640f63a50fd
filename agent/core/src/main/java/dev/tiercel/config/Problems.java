package dev.tiercel.config;

import java.util.ArrayList;
import java.util.List;

/** What is to be told to the user, in the order found. */
final class Problems {
    /** Someone else's file named as ours may hold thousands of unknown keys; nobody reads that many lines. */
    private static final int MAX_LINES = 50;

    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void error(String line) {
        add(errors, line);
    }

    void warning(String line) {
        add(warnings, line);
    }

    private static void add(List<String> lines, String line) {
        if (lines.size() < MAX_LINES) {
            lines.add(line);
        } else if (lines.size() == MAX_LINES) {
            lines.add("More of the same follows and is left out");
        }
    }

    List<String> errors() {
        return errors;
    }

    List<String> warnings() {
        return warnings;
    }
}
