package dev.tiercel.redis;

import dev.tiercel.l2.L2Failure;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** From exceptions of the client library to plain words. Messages of the server may quote a key: only their first word is shown. */
final class RedisTrouble {
    private RedisTrouble() {}

    static L2Failure of(Throwable thrown) {
        if (thrown instanceof L2Failure known) {
            return known;
        }
        Optional<RedisCommandExecutionException> reply = find(thrown, RedisCommandExecutionException.class);
        if (reply.isPresent()) {
            return ofReply(String.valueOf(reply.get().getMessage()));
        }
        if (has(thrown, UnknownHostException.class)) {
            return L2Failure.outage("unknown host");
        }
        if (has(thrown, io.netty.channel.ConnectTimeoutException.class)
                || has(thrown, RedisCommandTimeoutException.class)
                || has(thrown, TimeoutException.class)) {
            return L2Failure.timedOut();
        }
        if (has(thrown, ConnectException.class)) {
            return L2Failure.outage("connection refused");
        }
        if (has(thrown, SSLException.class)) {
            return L2Failure.outage("no TLS connection: is it a TLS port, and its certificate trusted?");
        }
        if (String.valueOf(thrown.getMessage()).contains("queue size exceeded")
                || String.valueOf(thrown.getMessage()).contains("buffer size exceeded")) {
            return L2Failure.refusal("too many commands under way");
        }
        return L2Failure.outage("disconnected");
    }

    private static L2Failure ofReply(String message) {
        String code = message.split(" ", 2)[0];
        return switch (code) {
            case "WRONGPASS", "NOAUTH" -> L2Failure.outage("wrong password (" + code + ")");
            case "LOADING" -> L2Failure.outage("still loading its data");
            case "MASTERDOWN", "CLUSTERDOWN", "BUSY" -> L2Failure.outage(code);
            // No plain value at the key, no writes, a full server, a command not allowed: the next one may well be
            // taken.
            case "WRONGTYPE", "READONLY", "MISCONF", "OOM", "NOPERM" -> L2Failure.refusal(code);
            default ->
                message.contains("AUTH") || message.contains("password")
                        ? L2Failure.outage("wrong password")
                        : L2Failure.refusal("error reply " + code);
        };
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        return find(thrown, type).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        // Bounded, because a cause can be made to lead back to itself.
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .limit(20)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
