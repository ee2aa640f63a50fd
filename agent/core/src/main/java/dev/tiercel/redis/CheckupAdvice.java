package dev.tiercel.redis;

/** What to do about a server that does not let us in. */
final class CheckupAdvice {
    /** For servers that were named by others. */
    static final String ELSEWHERE =
            "other servers name it so; if it is reached otherwise from here, as in a network of containers: redis.address-map";

    private CheckupAdvice() {}

    /** @param reason in the words of {@link RedisTrouble} */
    static String of(String reason) {
        if (reason.contains("refused")) {
            return "is Redis running there, on that port? redis.host and redis.port, or redis.url, say where it is";
        }
        if (reason.contains("unknown host")) {
            return "look at the name, and whether this machine can resolve it";
        }
        if (reason.contains("password")) {
            return "look at redis.username and redis.password (or its file or command), and whether the server wants one";
        }
        if (reason.contains("timed out")) {
            return "does a firewall drop it, or does the server hang? Try from this machine: redis-cli -h HOST -p PORT PING";
        }
        if (reason.contains("NOPERM")) {
            return "docs/redis.md has the rights that the user needs";
        }
        return "";
    }
}
