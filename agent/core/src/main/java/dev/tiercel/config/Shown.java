package dev.tiercel.config;

/** Text of others made fit for one line of a message. */
final class Shown {
    static final String MASK = "****";
    private static final int MAX_LENGTH = 100;

    private Shown() {}

    static String quoted(String text) {
        return '"' + oneLine(text) + '"';
    }

    /** Without control characters (a terminal would obey them), and not longer than a line should be. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            line.append(isControl(c) ? '?' : c);
        }
        return text.length() > MAX_LENGTH ? line + "..." : line.toString();
    }

    /** Also true of the separators and marks that end a line or turn its direction. */
    static boolean isControl(char c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
