package dev.tiercel.sample.events;

import io.lettuce.core.RedisURI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is, out of a URL as the agent understands it: {@code redis://} with one host or several,
 * {@code redis-sentinel://}, both with TLS, or {@code host:port} alone. Of several hosts each is an address; Sentinels
 * together are one, that of their master.
 */
final class RedisAddresses {
    private static final Pattern URL = Pattern.compile(
            "(?:(?<scheme>rediss?(?:-sentinel)?)://)?(?:(?<login>[^/@]*)@)?(?<hosts>[^/?#@]+)(?:/\\d*)?(?:\\?[^#]*)?(?:#(?<master>.+))?");
    private static final Pattern HOST = Pattern.compile("(?<host>\\[[^]]+]|[^:\\[\\]]+)(?::(?<port>\\d{1,5}))?");

    private static final int MAX_PORT = 65_535;

    private RedisAddresses() {}

    /**
     * @param timeout for a connection, and for each answer
     * @throws IllegalArgumentException with a sentence for the user, without the URL: there may be a password in it
     */
    static List<RedisURI> parse(String url, Duration timeout) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("REDIS_URL is none of redis://host:port[,host:port...],"
                    + " redis-sentinel://host:port[,host:port...]#master and host:port: live events need one of them");
        }
        var scheme = String.valueOf(parts.group("scheme"));
        var hosts = Arrays.stream(parts.group("hosts").split(","))
                .map(String::strip)
                .toList();
        var builders = scheme.endsWith("-sentinel")
                ? List.of(sentinels(hosts, parts.group("master")))
                : hosts.stream().map(RedisAddresses::host).toList();
        return builders.stream()
                .map(builder ->
                        finished(builder.withSsl(scheme.startsWith("rediss")).withTimeout(timeout), parts))
                .toList();
    }

    private static RedisURI finished(RedisURI.Builder builder, Matcher parts) {
        var login = parts.group("login");
        if (login != null) {
            var colon = login.indexOf(':');
            var user = decoded(login.substring(0, Math.max(0, colon)));
            var password = decoded(login.substring(colon + 1));
            if (user.isEmpty()) {
                builder.withPassword(password.toCharArray());
            } else {
                builder.withAuthentication(user, password.toCharArray());
            }
        }
        return builder.build();
    }

    private static RedisURI.Builder host(String text) {
        var parts = split(text);
        return RedisURI.Builder.redis(parts.group("host"), port(parts, RedisURI.DEFAULT_REDIS_PORT));
    }

    /** Without a name, the master has that of Redis's own documentation. */
    private static RedisURI.Builder sentinels(List<String> hosts, @Nullable String master) {
        var first = split(hosts.get(0));
        var builder = RedisURI.Builder.sentinel(
                first.group("host"), port(first, RedisURI.DEFAULT_SENTINEL_PORT), master == null ? "mymaster" : master);
        hosts.stream()
                .skip(1)
                .map(RedisAddresses::split)
                .forEach(other ->
                        builder.withSentinel(other.group("host"), port(other, RedisURI.DEFAULT_SENTINEL_PORT)));
        return builder;
    }

    private static Matcher split(String text) {
        var parts = HOST.matcher(text);
        if (!parts.matches() || port(parts, 0) > MAX_PORT) {
            throw new IllegalArgumentException(
                    "REDIS_URL has a host that is none: live events need host or host:port, with commas between them");
        }
        return parts;
    }

    private static int port(Matcher parts, int otherwise) {
        var port = parts.group("port");
        return port == null ? otherwise : Integer.parseInt(port);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
