package dev.tiercel.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Redis URL ({@code redis://user:password@host:port/database}) or a bare {@code host:port} names: settings and
 * their texts, which are checked like any other.
 *
 * <p>Taken apart by hand: java.net.URI refuses passwords and host names that are in use, and a reader must know what
 * to mask in the very texts that cannot be read.
 */
record RedisAddress(List<Part> parts, String shown) {

    record Part(Key<?> key, String text) {}

    static RedisAddress parse(String text) {
        List<Part> parts = new ArrayList<>();
        String rest = text;
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            parts.add(new Part(Keys.REDIS_TLS, String.valueOf(isTls(text.substring(0, scheme)))));
            rest = text.substring(scheme + 3);
        } else if (text.indexOf('@') >= 0 || text.indexOf('/') >= 0) {
            throw new IllegalArgumentException("is no Redis URL");
        }
        int at = rest.lastIndexOf('@');
        if (at >= 0) {
            login(rest.substring(0, at), parts);
            rest = rest.substring(at + 1);
        }
        if (rest.indexOf('?') >= 0 || rest.indexOf('#') >= 0) {
            throw new IllegalArgumentException("holds a ? or a #, which a Redis URL of ours cannot");
        }
        int slash = rest.indexOf('/');
        if (slash >= 0 && slash < rest.length() - 1) {
            parts.add(new Part(Keys.REDIS_DATABASE, rest.substring(slash + 1)));
        }
        hostAndPort(slash < 0 ? rest : rest.substring(0, slash), parts);
        return new RedisAddress(parts, mask(text));
    }

    private static boolean isTls(String scheme) {
        return switch (scheme) {
            case "redis" -> false;
            case "rediss" -> true;
            default -> throw new IllegalArgumentException("is no Redis URL");
        };
    }

    private static void login(String login, List<Part> parts) {
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        if (!user.isEmpty()) {
            parts.add(new Part(Keys.REDIS_USERNAME, decode(user)));
        }
        if (colon >= 0) {
            parts.add(new Part(Keys.REDIS_PASSWORD, decode(login.substring(colon + 1))));
        }
    }

    private static void hostAndPort(String text, List<Part> parts) {
        int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        if (text.startsWith("[") ? hostEnd == 0 : hostEnd != text.lastIndexOf(':')) {
            throw new IllegalArgumentException("has a host that is none; an IPv6 address is written [::1]");
        }
        String host = hostEnd < 0 ? text : text.substring(0, hostEnd);
        parts.add(new Part(Keys.REDIS_HOST, host.startsWith("[") ? host.substring(1, host.length() - 1) : host));
        String port = hostEnd < 0 ? "" : text.substring(hostEnd);
        if (!port.isEmpty()) {
            if (port.charAt(0) != ':') {
                throw new IllegalArgumentException("has text after its host that is no port");
            }
            parts.add(new Part(Keys.REDIS_PORT, port.substring(1)));
        }
    }

    /** Percent-decoding of UTF-8. Not java.net.URLDecoder, which makes a space of every plus. */
    private static String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.put(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("has a % that two hexadecimal digits do not follow; write %25");
            }
            decoded.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("has percent-coded bytes that are not UTF-8", e);
        }
    }

    /** The text without whatever may be a secret in it, also when it is no URL at all. */
    static String mask(String text) {
        int scheme = text.indexOf("://");
        String start = scheme < 0 ? "" : text.substring(0, scheme + 3);
        String rest = text.substring(start.length());
        int at = rest.lastIndexOf('@');
        String login = at < 0 ? "" : Shown.MASK + "@";
        return start + login + maskTail(rest.substring(at + 1));
    }

    /** What stands where a port belongs may be a password that lacks its {@code @host}; a query may hold anything. */
    private static String maskTail(String tail) {
        int hostEnd = tail.startsWith("[") ? tail.indexOf(']') + 1 : 0;
        while (hostEnd < tail.length() && !tail.startsWith("[") && ":/?#".indexOf(tail.charAt(hostEnd)) < 0) {
            hostEnd++;
        }
        for (int i = hostEnd; i < tail.length(); i++) {
            if ("0123456789:/".indexOf(tail.charAt(i)) < 0) {
                return tail.substring(0, hostEnd) + Shown.MASK;
            }
        }
        return tail;
    }

    @Override
    public String toString() {
        return shown;
    }
}
