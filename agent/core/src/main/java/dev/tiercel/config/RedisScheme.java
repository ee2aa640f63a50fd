package dev.tiercel.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a Redis URL begins with. */
enum RedisScheme {
    REDIS("redis", false, Names.HOSTS),
    REDISS("rediss", true, Names.HOSTS),
    SENTINEL("redis-sentinel", false, Names.SENTINELS),
    SENTINEL_TLS("rediss-sentinel", true, Names.SENTINELS),
    UNIX("unix", false, Names.SOCKET),
    SOCKET("redis-socket", false, Names.SOCKET),
    SOCKET_ALSO("redis+socket", false, Names.SOCKET);

    /** What stands behind it. */
    private enum Names {
        HOSTS,
        SENTINELS,
        SOCKET
    }

    private static final String END = "://";

    private final String text;
    private final boolean tls;
    private final Names names;

    RedisScheme(String text, boolean tls, Names names) {
        this.text = text;
        this.tls = tls;
        this.names = names;
    }

    boolean isTls() {
        return tls;
    }

    boolean isOfSentinels() {
        return names == Names.SENTINELS;
    }

    boolean isOfSocket() {
        return names == Names.SOCKET;
    }

    /** What the text begins with, {@code ://} and all; empty: no scheme at all, such as when a login stands before. */
    static String startOf(String text) {
        int end = text.indexOf(END);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || "0123456789+-.".indexOf(c) < 0)) {
                return "";
            }
        }
        return end < 0 ? "" : text.substring(0, end + END.length());
    }

    /** Null: unknown. */
    static @Nullable RedisScheme of(String start) {
        String name = start.replace(END, "").toLowerCase(Locale.ROOT);
        for (RedisScheme scheme : values()) {
            if (scheme.text.equals(name)) {
                return scheme;
            }
        }
        return null;
    }

    /** The reason why a URL with this start is refused. */
    static String unknown(String start) {
        String name = start.replace(END, "");
        List<String> known = new ArrayList<>();
        for (RedisScheme scheme : values()) {
            known.add(scheme.text);
        }
        return name.isEmpty()
                ? "has no scheme"
                : "has the unknown scheme " + Shown.oneLine(name) + Nearest.hint(name, known);
    }
}
