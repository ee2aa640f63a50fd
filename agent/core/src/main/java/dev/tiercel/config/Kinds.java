package dev.tiercel.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The kinds of values that settings have. */
final class Kinds {
    private static final List<String> TRUE = List.of("true", "yes", "on", "1");
    private static final List<String> FALSE = List.of("false", "no", "off", "0");
    private static final long KB = 1024;
    private static final long TB = KB * KB * KB * KB;

    private Kinds() {}

    static Kind<Boolean> bool() {
        return Kind.plain("true or false (or yes/no, on/off, 1/0)", Kinds::parseBool, String::valueOf);
    }

    static Kind<Duration> duration(Duration min, Duration max) {
        return Kind.plain(Durations.allowed(min, max), text -> Durations.read(text, min, max), Durations::format);
    }

    static Kind<Integer> integer(int min, int max) {
        return Kind.plain(
                "a whole number from " + min + " to " + max,
                text -> (int) Numbers.whole(text, min, max),
                String::valueOf);
    }

    static Kind<Long> count(long max) {
        return Kind.plain("a whole number from 1 to " + max, text -> Numbers.whole(text, 1, max), String::valueOf);
    }

    static Kind<Long> bytes() {
        return Kind.plain(
                "1MB to 1TB, written like 200MB, 512KB, 1GB or plain bytes", Kinds::parseBytes, Kinds::showBytes);
    }

    static Kind<Long> megabytes() {
        return Kind.plain(
                "a whole number of megabytes from 1 to 1048576",
                text -> Numbers.whole(text, 1, KB * KB) * KB * KB,
                Kinds::showBytes);
    }

    static Kind<Double> fraction() {
        return Kind.plain("0 to 0.9, or 0% to 90%", Kinds::parseFraction, String::valueOf);
    }

    static Kind<String> host() {
        return Kind.plain("a host name or an address, without port, scheme or spaces", Kinds::parseHost, text -> text);
    }

    static Kind<String> prefix() {
        return Kind.plain(
                "1 to 64 characters, none of them a space, a control character or a brace",
                text -> {
                    refuse(text.isEmpty(), "is empty");
                    refuse(text.length() > 64, "is too long");
                    refuse(any(text, c -> isBlank(c) || c == '{' || c == '}'), "holds a character that is not allowed");
                    return text;
                },
                text -> text);
    }

    static Kind<String> user() {
        return Kind.plain(
                "at most 256 characters, none of them a space or a control character",
                text -> {
                    refuse(text.length() > 256, "is too long");
                    refuse(any(text, Kinds::isBlank), "holds a character that is not allowed");
                    return text;
                },
                text -> text);
    }

    static Kind<String> password() {
        return new Kind<>(
                "at most 4096 characters, none of them a control character",
                text -> {
                    refuse(text.length() > 4096, "is too long");
                    refuse(any(text, Character::isISOControl), "holds a control character (a line break at its end?)");
                    return text;
                },
                text -> text.isEmpty() ? "none" : Shown.MASK,
                text -> Shown.MASK);
    }

    static Kind<RedisAddress> address() {
        return new Kind<>(
                "redis://[user[:password]@]host[:port][/database], rediss://... for TLS, or host:port",
                text -> RedisAddress.parse(text.trim()),
                RedisAddress::toString,
                RedisAddress::mask);
    }

    private static boolean parseBool(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (TRUE.contains(word) || FALSE.contains(word)) {
            return TRUE.contains(word);
        }
        throw new IllegalArgumentException("is not allowed" + Nearest.hint(word, List.of("true", "false")));
    }

    private static long parseBytes(String text) {
        int digits = Numbers.leadingDigits(text);
        refuse(digits == 0, "is no size");
        long unit =
                switch (text.substring(digits).toUpperCase(Locale.ROOT)) {
                    case "", "B" -> 1;
                    case "KB" -> KB;
                    case "MB" -> KB * KB;
                    case "GB" -> KB * KB * KB;
                    default -> throw new IllegalArgumentException("has no known unit");
                };
        return Numbers.inRange(Numbers.multiply(text.substring(0, digits), unit, "is too large"), KB * KB, TB);
    }

    private static String showBytes(long bytes) {
        if (bytes % (KB * KB * KB) == 0) {
            return bytes / (KB * KB * KB) + "GB";
        }
        return bytes % (KB * KB) == 0 ? bytes / (KB * KB) + "MB" : String.valueOf(bytes);
    }

    /** Digits and points only: Double.parseDouble alone would take 0x1p-3, 1e-1, 0.1f and NaN. */
    private static double parseFraction(String text) {
        boolean percent = text.endsWith("%");
        String number = percent ? text.substring(0, text.length() - 1) : text;
        refuse(number.isEmpty() || any(number, c -> (c < '0' || c > '9') && c != '.'), "is no fraction");
        double value;
        try {
            value = Double.parseDouble(number) / (percent ? 100 : 1);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is no fraction", e);
        }
        refuse(value > 0.9, "is too large");
        return value;
    }

    private static String parseHost(String text) {
        refuse(text.isEmpty(), "is empty");
        refuse(text.length() > 255, "is too long");
        refuse(any(text, c -> isBlank(c) || "/@,;?#[]\"'\\".indexOf(c) >= 0), "holds a character that is not allowed");
        // Two colons and more make an IPv6 address; one makes a port.
        refuse(text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':'), "holds a port");
        return text;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Shown.isControl(c);
    }

    private static boolean any(String text, Predicate<Character> bad) {
        for (int i = 0; i < text.length(); i++) {
            if (bad.test(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static void refuse(boolean bad, String reason) {
        if (bad) {
            throw new IllegalArgumentException(reason);
        }
    }
}
