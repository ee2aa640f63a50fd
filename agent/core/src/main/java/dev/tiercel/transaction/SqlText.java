package dev.tiercel.transaction;

import java.util.Locale;
import java.util.Set;

/** What a text of SQL does to a transaction, told by its first words. What is not known counts as a change. */
final class SqlText {
    enum Kind {
        QUERY,
        CHANGE,
        BEGIN,
        COMMIT,
        ROLLBACK
    }

    /** Longer ones are no word of ours. */
    private static final int LONGEST_WORD = 12;

    private static final Set<String> QUERIES = Set.of(
            "select",
            "values",
            "show",
            "explain",
            "describe",
            "desc",
            "table",
            "set",
            "use",
            "fetch",
            "savepoint",
            "release");

    private static final String[] CHANGES = {"insert", "update", "delete", "merge"};
    private static final Set<String> NOISE = Set.of("", "work", "transaction", "tran");

    private SqlText() {}

    static Kind kindOf(String text) {
        int start = start(text);
        int end = wordEnd(text, start);
        String word = text.substring(start, Math.min(end, start + LONGEST_WORD)).toLowerCase(Locale.ROOT);
        if (QUERIES.contains(word)) {
            return Kind.QUERY;
        }
        return switch (word) {
            case "with" -> changesBelow(text, end) ? Kind.CHANGE : Kind.QUERY;
            case "begin" -> endsAfter(text, end) ? Kind.BEGIN : Kind.CHANGE;
            case "start" -> Kind.BEGIN;
            case "commit" -> Kind.COMMIT;
            case "end" -> endsAfter(text, end) ? Kind.COMMIT : Kind.CHANGE;
            case "rollback" -> endsAfter(text, end) ? Kind.ROLLBACK : Kind.QUERY;
            default -> Kind.CHANGE;
        };
    }

    /** Where the first word begins, after blanks, comments and opening brackets. */
    private static int start(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '(' || c == '{' || c == ';') {
                at++;
            } else if (text.startsWith("--", at)) {
                at = after(text, "\n", at);
            } else if (text.startsWith("/*", at)) {
                at = after(text, "*/", at + 2);
            } else {
                break;
            }
        }
        return at;
    }

    private static int after(String text, String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }

    private static int wordEnd(String text, int start) {
        int at = start;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** True where nothing follows that has a meaning: so a block of a program is none. */
    private static boolean endsAfter(String text, int end) {
        String rest = text.substring(end).replace(';', ' ').strip().toLowerCase(Locale.ROOT);
        return NOISE.contains(rest);
    }

    private static boolean changesBelow(String text, int from) {
        for (String change : CHANGES) {
            for (int at = from; at < text.length(); at++) {
                if (text.regionMatches(true, at, change, 0, change.length())) {
                    return true; // In a name or a literal too: that costs a load, and is never wrong.
                }
            }
        }
        return false;
    }
}
