package dev.tiercel.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Redis URL ({@code redis://user:password@host:port/database}, or that of Sentinels or of a socket) or a bare
 * {@code host:port} names: settings and their texts, which are checked like any other.
 *
 * <p>Taken apart by hand: java.net.URI refuses passwords and host names that are in use, and several hosts.
 */
final class RedisAddress {
    /** @param hidden whether no message may show it: a user without a password may be a password without its colon */
    record Part(Key<?> key, String text, boolean hidden) {}

    private final List<Part> parts = new ArrayList<>();
    private final String shown;

    private RedisAddress(String shown) {
        this.shown = shown;
    }

    static RedisAddress parse(String text) {
        RedisAddress address = new RedisAddress(UrlMask.of(text));
        String start = RedisScheme.startOf(text);
        RedisScheme scheme = RedisScheme.of(start);
        if (!start.isEmpty() && scheme == null) {
            throw new IllegalArgumentException(RedisScheme.unknown(start));
        }
        if (scheme == null && (text.indexOf('@') >= 0 || text.indexOf('/') >= 0)) {
            throw new IllegalArgumentException("is no Redis URL");
        }
        if (scheme != null) {
            address.add(RedisKeys.TLS, String.valueOf(scheme.isTls()));
        }
        String rest = text.substring(start.length());
        if (scheme != null && scheme.isOfSocket()) {
            address.readSocket(rest);
        } else if (scheme != null && scheme.isOfSentinels()) {
            address.readSentinels(address.readLogin(rest));
        } else {
            address.readHosts(address.readLogin(rest));
        }
        return address;
    }

    /** The settings that it names. */
    List<Part> parts() {
        return parts;
    }

    private void add(Key<?> key, String text) {
        parts.add(new Part(key, text, false));
    }

    /** Answers what follows the login. */
    private String readLogin(String rest) {
        int at = rest.lastIndexOf('@');
        if (at >= 0) {
            addLogin(rest.substring(0, at));
        }
        return rest.substring(at + 1);
    }

    private void addLogin(String login) {
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        if (!user.isEmpty()) {
            parts.add(new Part(RedisKeys.USERNAME, decode(user), colon < 0));
        }
        if (colon >= 0) {
            add(RedisKeys.PASSWORD, decode(login.substring(colon + 1)));
        }
    }

    private void readHosts(String text) {
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException("holds a ? or a #, which a Redis URL of ours cannot");
        }
        String hosts = readDatabase(text);
        if (hosts.indexOf(',') >= 0) {
            add(RedisKeys.NODES, hosts);
            return;
        }
        HostAndPort one = HostAndPort.split(hosts);
        add(RedisKeys.HOST, one.host());
        if (hosts.endsWith(":") || !one.port().isEmpty()) {
            add(RedisKeys.PORT, one.port());
        }
    }

    private void readSentinels(String text) {
        int hash = text.indexOf('#');
        if (hash >= 0) {
            add(RedisKeys.SENTINEL_MASTER, decode(text.substring(hash + 1)));
        }
        String hosts = readDatabase(readQuery(
                hash < 0 ? text : text.substring(0, hash), RedisKeys.SENTINEL_MASTER, List.of("sentinelMasterId")));
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("has no host");
        }
        add(RedisKeys.SENTINELS, hosts);
    }

    private void readSocket(String rest) {
        // A path may have an @ in it, and a login a slash.
        int at = rest.startsWith("/") ? -1 : rest.lastIndexOf("@/");
        if (at >= 0) {
            addLogin(rest.substring(0, at));
        }
        String path = readQuery(rest.substring(at + 1), RedisKeys.DATABASE, List.of("db", "database"));
        if (!path.startsWith("/") || path.indexOf('#') >= 0) {
            throw new IllegalArgumentException("has no absolute path; write unix:///path");
        }
        if (path.indexOf(':') >= 0) {
            // Most likely a login behind a slash too many; it would be shown as the path.
            throw new IllegalArgumentException(
                    "has a colon in its path; write it percent-coded, or a login before the path");
        }
        add(RedisKeys.SOCKET, decode(path));
    }

    /** Answers what stands before the query; of that, one parameter is known, by what names other clients give it. */
    private String readQuery(String text, Key<?> key, List<String> names) {
        int mark = text.indexOf('?');
        if (mark < 0) {
            return text;
        }
        String query = text.substring(mark + 1);
        int equals = query.indexOf('=');
        if (equals < 0 || !names.contains(query.substring(0, equals)) || query.indexOf('&') >= 0) {
            throw new IllegalArgumentException("has a query other than ?" + String.join("= or ?", names) + "=");
        }
        add(key, decode(query.substring(equals + 1)));
        return text.substring(0, mark);
    }

    /** Answers what stands before the database. */
    private String readDatabase(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0 && slash < text.length() - 1) {
            add(RedisKeys.DATABASE, text.substring(slash + 1));
        }
        return slash < 0 ? text : text.substring(0, slash);
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

    /** Without secrets. */
    @Override
    public String toString() {
        return shown;
    }
}
