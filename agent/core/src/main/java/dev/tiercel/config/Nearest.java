package dev.tiercel.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The known name that a user most likely meant. */
public final class Nearest {
    private static final int MAX_LENGTH = 200;

    private Nearest() {}

    /** The name with the fewest edits, or null when none is near enough to be a slip. */
    static @Nullable String of(String given, Collection<String> known) {
        String text = normal(given);
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        String nearest = null;
        int fewest = Math.max(2, text.length() / 4) + 1;
        for (String name : known) {
            int edits = edits(text, normal(name));
            if (edits < fewest) {
                fewest = edits;
                nearest = name;
            }
        }
        return nearest;
    }

    /** {@code "; did you mean NAME?"}, or nothing. */
    public static String hint(String given, Collection<String> known) {
        String nearest = of(given, known);
        return nearest == null ? "" : "; did you mean " + Shown.oneLine(nearest) + "?";
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Levenshtein's distance, one row at a time. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
