package dev.tiercel.command;

import java.util.Map;

/** Maps, lists, texts, numbers and truths as a JSON document, indented for people. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /** The document, without a line's end. */
    static String of(Object value) {
        JsonText text = new JsonText();
        text.value(value, "\n");
        return text.out.toString();
    }

    /** The same in one line. */
    static String lineOf(Object value) {
        JsonText text = new JsonText();
        text.value(value, "");
        return text.out.toString();
    }

    private void value(Object value, String lineEnd) {
        if (value instanceof Map<?, ?> map) {
            object(map, lineEnd);
        } else if (value instanceof Iterable<?> list) {
            array(list, lineEnd);
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            string(value.toString());
        }
    }

    private void object(Map<?, ?> map, String lineEnd) {
        String inner = deeper(lineEnd);
        String before = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before).append(inner);
            string(String.valueOf(entry.getKey()));
            out.append(": ");
            value(entry.getValue(), inner);
            before = separator(lineEnd);
        }
        out.append(map.isEmpty() ? "{}" : lineEnd + "}");
    }

    private void array(Iterable<?> list, String lineEnd) {
        String inner = deeper(lineEnd);
        String before = "[";
        for (Object each : list) {
            out.append(before).append(inner);
            value(each, inner);
            before = separator(lineEnd);
        }
        out.append(list.iterator().hasNext() ? lineEnd + "]" : "[]");
    }

    private static String deeper(String lineEnd) {
        return lineEnd.isEmpty() ? "" : lineEnd + "  ";
    }

    private static String separator(String lineEnd) {
        return lineEnd.isEmpty() ? ", " : ",";
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (isPlain(text, i)) {
                        out.append(c);
                    } else {
                        out.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
        out.append('"');
    }

    /** False of what a terminal would obey, and of halves of characters, which are no text in any encoding. */
    private static boolean isPlain(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return !Plain.isControl(c);
    }
}
