package dev.tiercel.control;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found where the agent or its surroundings were looked at.
 *
 * @param subject what was looked at, such as {@code server cache1:6379}
 * @param advice what to do; empty: nothing
 */
public record Finding(Level level, String subject, String finding, String advice) {
    public enum Level {
        /** As it should be. */
        OK,
        /** Worth to know. */
        INFO,
        /** It works, but not as well or as safely as it could. */
        WARN,
        /** It does not work. */
        ERROR
    }

    public static Finding ok(String subject, String finding) {
        return new Finding(Level.OK, subject, finding, "");
    }

    public static Finding info(String subject, String finding, String advice) {
        return new Finding(Level.INFO, subject, finding, advice);
    }

    public static Finding warn(String subject, String finding, String advice) {
        return new Finding(Level.WARN, subject, finding, advice);
    }

    public static Finding error(String subject, String finding, String advice) {
        return new Finding(Level.ERROR, subject, finding, advice);
    }

    /** A row of {@link ControlMXBean#doctor()}. */
    public Map<String, String> row() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("level", level.name());
        row.put("subject", subject);
        row.put("finding", finding);
        if (!advice.isEmpty()) {
            row.put("advice", advice);
        }
        return row;
    }
}
