package dev.tiercel.command;

/** Text of others made fit for a terminal: it would obey control characters. */
final class Plain {
    private Plain() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(isControl(c) ? '?' : c);
        }
        return plain.toString();
    }

    /** Also true of the marks that end a line or turn its direction. */
    static boolean isControl(char c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
