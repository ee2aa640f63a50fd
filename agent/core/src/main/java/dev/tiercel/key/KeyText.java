package dev.tiercel.key;

import dev.tiercel.key.CompoundPart.ArrayPart;
import dev.tiercel.key.CompoundPart.DatePart;
import dev.tiercel.key.CompoundPart.RecordPart;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A key as text, for the shared tier: readable, the same in every process, and different for different keys.
 *
 * <p>Whole numbers stand as they are, and so do strings that look like a name; other strings are quoted, and every other
 * value says its type: {@code 42}, {@code anna}, {@code '42'}, {@code UUID#...}, {@code shop.Size#LARGE},
 * {@code shop.Point(1,2)}, {@code [1,2]}, {@code array[1,2]}, {@code null}. Several parts are joined by commas. A long text is cut, and a
 * SHA-256 of the whole takes the place of the rest.
 */
public final class KeyText {
    private static final int MAX_LENGTH = 200;
    private static final int KEPT_LENGTH = 120;
    private static final int MAX_DECIMAL = 17;

    /** These give texts a structure, so they stand for themselves only behind a backslash. */
    private static final String MARKS = "\\',()[]{}=~";

    private static final Pattern PERCENT_ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");

    private KeyText() {}

    /** The text of a key that a {@link KeyRecipe} made. */
    public static String of(Object key) {
        StringBuilder text = new StringBuilder();
        append(text, key);
        return text.length() <= MAX_LENGTH ? text.toString() : shortened(text.toString());
    }

    private static void append(StringBuilder text, Object part) {
        if (part instanceof CompositeKey key) {
            appendAll(text, key.parts());
        } else if (part instanceof Long number) {
            text.append(number.longValue());
        } else if (part instanceof Integer || part instanceof Short || part instanceof Byte) {
            text.append(((Number) part).longValue());
        } else if (part instanceof String string) {
            appendString(text, string);
        } else if (part == Keys.NOTHING) {
            text.append('-');
        } else if (part == Keys.NULL) {
            text.append("null");
        } else if (part instanceof Boolean) {
            text.append(part);
        } else if (part instanceof Enum<?> constant) {
            appendEscaped(text, constant.getDeclaringClass().getName());
            appendEscaped(text.append('#'), constant.name());
        } else if (part instanceof Record value) {
            appendRecord(text, value.getClass(), RecordParts.of(value));
        } else if (part instanceof RecordPart value) {
            appendRecord(text, value.type(), value.parts());
        } else if (part instanceof List<?> list) {
            appendAll(text.append('['), list);
            text.append(']');
        } else if (part instanceof Set<?> set) {
            text.append('{').append(sorted(set)).append('}');
        } else if (part instanceof Map<?, ?> map) {
            text.append("map{").append(sorted(map.entrySet())).append('}');
        } else if (part instanceof Map.Entry<?, ?> entry) {
            append(text, entry.getKey());
            append(text.append('='), entry.getValue());
        } else if (part instanceof Optional<?> optional) {
            text.append("optional(");
            optional.ifPresent(present -> append(text, present));
            text.append(')');
        } else if (part instanceof ArrayPart array) {
            appendAll(text.append("array["), array.parts());
            text.append(']');
        } else if (part instanceof DatePart date) {
            text.append(date);
        } else if (part instanceof Double || part instanceof Float) {
            text.append(part.getClass().getSimpleName()).append('#').append(spelled(((Number) part).doubleValue()));
        } else if (part instanceof Locale locale) {
            appendLocale(text, locale);
        } else if (part instanceof URI uri) {
            appendEscaped(text.append("URI#"), spelled(uri));
        } else {
            appendTyped(text, part);
        }
    }

    private static void appendAll(StringBuilder text, Collection<?> parts) {
        String comma = "";
        for (Object part : parts) {
            text.append(comma);
            append(text, part == null ? Keys.NULL : part);
            comma = ",";
        }
    }

    /** Order has no meaning in a set, so it must have none in its text. */
    private static String sorted(Collection<?> parts) {
        return parts.stream()
                .map(part -> {
                    StringBuilder one = new StringBuilder();
                    append(one, part);
                    return one.toString();
                })
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static void appendRecord(StringBuilder text, Class<?> type, List<?> parts) {
        appendEscaped(text, type.getName());
        appendAll(text.append('('), parts);
        text.append(')');
    }

    /** The language tag where it tells all; {@code toString} says the same of some locales that differ. */
    private static void appendLocale(StringBuilder text, Locale locale) {
        String tag = locale.toLanguageTag();
        text.append("Locale#");
        if (Locale.forLanguageTag(tag).equals(locale)) {
            appendEscaped(text, tag);
        } else {
            appendAll(
                    text.append('('),
                    List.of(locale.getLanguage(), locale.getCountry(), locale.getVariant(), locale.getScript(), tag));
            text.append(')');
        }
    }

    /**
     * In decimal where that is exact and short, else in hexadecimal: what {@code Double.toString} says of some numbers
     * has changed from one Java to another.
     */
    private static String spelled(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        String decimal = new BigDecimal(number).toString();
        boolean negativeZero = number == 0 && 1 / number < 0;
        return negativeZero || decimal.length() > MAX_DECIMAL ? Double.toHexString(number) : decimal;
    }

    /** One spelling for all that are equal: scheme, host and hexadecimal digits are, in either case. */
    private static String spelled(URI uri) {
        StringBuilder text = new StringBuilder();
        if (uri.getScheme() != null) {
            text.append(uri.getScheme().toLowerCase(Locale.ROOT)).append(':');
        }
        if (uri.isOpaque()) {
            text.append(uri.getRawSchemeSpecificPart());
        } else {
            appendAuthority(text, uri);
            text.append(uri.getRawPath());
            text.append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        }
        text.append(uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment());
        return PERCENT_ESCAPE.matcher(text).replaceAll(escape -> escape.group().toUpperCase(Locale.ROOT));
    }

    private static void appendAuthority(StringBuilder text, URI uri) {
        if (uri.getHost() != null) {
            text.append("//")
                    .append(uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@")
                    .append(uri.getHost().toLowerCase(Locale.ROOT))
                    .append(uri.getPort() < 0 ? "" : ":" + uri.getPort());
        } else if (uri.getRawAuthority() != null) {
            text.append("//").append(uri.getRawAuthority());
        }
    }

    private static void appendTyped(StringBuilder text, Object part) {
        Class<?> type = part.getClass();
        boolean known = type.getName().startsWith("java.");
        text.append(known ? type.getSimpleName() : type.getName()).append('#');
        appendEscaped(text, part.toString());
    }

    private static void appendString(StringBuilder text, String string) {
        if (isName(string)) {
            text.append(string);
        } else {
            text.append('\'');
            appendEscaped(text, string);
            text.append('\'');
        }
    }

    /** Texts of types that print commas or quotes of their own must not look like several parts. */
    private static void appendEscaped(StringBuilder text, String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (MARKS.indexOf(c) >= 0) {
                text.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
    }

    /** A letter, then letters, digits and the marks of names, addresses and paths; and none of the words used here. */
    private static boolean isName(String string) {
        if (string.isEmpty() || !isLetter(string.charAt(0))) {
            return false;
        }
        for (int i = 1; i < string.length(); i++) {
            char c = string.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && "_-.@/:+".indexOf(c) < 0) {
                return false;
            }
        }
        return !string.equals("null") && !string.equals("true") && !string.equals("false");
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String shortened(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return text.substring(0, KEPT_LENGTH) + "~"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
