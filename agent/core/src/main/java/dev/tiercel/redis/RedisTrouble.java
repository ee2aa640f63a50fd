package dev.tiercel.redis;

import dev.tiercel.l2.L2Failure;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * From exceptions of the client library to plain words, and to what is to be done. Messages of the server may quote a key:
 * only their first word is shown.
 *
 * @param reaction what else is to be done
 * @param detail of a denial the command, of a redirection where to; empty: nothing
 */
record RedisTrouble(L2Failure failure, Reaction reaction, String detail) {
    enum Reaction {
        NONE,
        /** The connection leads to a server that is not what it was taken for. */
        RECONNECT,
        /** The server has no room for new values. */
        PAUSE_FILLS,
        /** Somebody has to grant a right. */
        TELL,
        /** Another node has the key. */
        MOVED,
        /** Another node has the key, for this one command. */
        ASK
    }

    private static final Pattern COMMAND = Pattern.compile("'([a-zA-Z|]+)'");

    static RedisTrouble of(Throwable thrown) {
        if (thrown instanceof L2Failure known) {
            return trouble(known);
        }
        RedisCommandExecutionException reply = find(thrown, RedisCommandExecutionException.class);
        return reply != null ? ofReply(String.valueOf(reply.getMessage())) : trouble(ofConnection(thrown));
    }

    private static RedisTrouble trouble(L2Failure failure) {
        return new RedisTrouble(failure, Reaction.NONE, "");
    }

    /** Whether the server has answered, if only with an error. */
    static boolean isReply(Throwable thrown) {
        return find(thrown, RedisCommandExecutionException.class) != null;
    }

    static boolean isDenied(Throwable thrown) {
        return of(thrown).reaction == Reaction.TELL;
    }

    private static L2Failure ofConnection(Throwable thrown) {
        L2Failure ours = find(thrown, L2Failure.class);
        if (ours != null) {
            return ours;
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
        if (has(thrown, NoSuchFileException.class)) {
            return L2Failure.outage("a file of TLS is missing");
        }
        String tls = tls(thrown);
        if (tls != null) {
            return L2Failure.outage(tls);
        }
        if (String.valueOf(thrown.getMessage()).contains("queue size exceeded")
                || String.valueOf(thrown.getMessage()).contains("buffer size exceeded")) {
            return L2Failure.refusal("too many commands under way");
        }
        return L2Failure.outage("disconnected");
    }

    private static @Nullable String tls(Throwable thrown) {
        if (has(thrown, CertificateExpiredException.class)) {
            return "TLS: the server's certificate has expired";
        }
        if (has(thrown, CertificateNotYetValidException.class)) {
            return "TLS: the server's certificate is not valid yet";
        }
        if (has(thrown, java.security.cert.CertPathBuilderException.class)
                || has(thrown, java.security.cert.CertPathValidatorException.class)) {
            return "TLS: the server's certificate is signed by nobody we trust; set redis.tls-ca-file to its CA";
        }
        if (has(thrown, java.security.cert.CertificateException.class)) {
            return "TLS: the server's certificate is for another host name";
        }
        if (has(thrown, io.netty.handler.ssl.NotSslRecordException.class)) {
            return "TLS: the server speaks none on this port";
        }
        SSLException alert = find(thrown, SSLException.class);
        if (alert == null) {
            return null;
        }
        String message = String.valueOf(alert.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("certificate_required") || message.contains("bad_certificate")
                ? "TLS: the server asks for a client certificate; set redis.tls-certificate-file and redis.tls-key-file"
                : "no TLS connection: is it a TLS port, and its certificate trusted?";
    }

    private static RedisTrouble ofReply(String message) {
        String code = message.split(" ", 2)[0];
        return switch (code) {
            case "WRONGPASS", "NOAUTH" -> trouble(L2Failure.outage("wrong password (" + code + ")"));
            case "LOADING" -> trouble(L2Failure.outage("still loading its data"));
            case "CLUSTERDOWN", "BUSY", "TRYAGAIN" -> trouble(L2Failure.outage(code));
            case "READONLY", "MASTERDOWN" -> new RedisTrouble(L2Failure.outage(code), Reaction.RECONNECT, "");
            case "OOM", "MISCONF" -> new RedisTrouble(L2Failure.refusal(code), Reaction.PAUSE_FILLS, "");
            case "NOPERM" -> new RedisTrouble(L2Failure.refusal(code), Reaction.TELL, command(message));
            case "MOVED" -> new RedisTrouble(L2Failure.refusal(code), Reaction.MOVED, target(message));
            case "ASK" -> new RedisTrouble(L2Failure.refusal(code), Reaction.ASK, target(message));
            // No plain value at the key, and the like: the next one may well be taken.
            default ->
                trouble(
                        message.contains("AUTH") || message.contains("password")
                                ? L2Failure.outage("wrong password")
                                : L2Failure.refusal("error reply " + code));
        };
    }

    private static String command(String message) {
        Matcher quoted = COMMAND.matcher(message);
        return quoted.find() ? quoted.group(1).toUpperCase(Locale.ROOT) : "";
    }

    private static String target(String message) {
        return message.substring(message.lastIndexOf(' ') + 1);
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        return find(thrown, type) != null;
    }

    private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
        // Bounded, because a cause can be made to lead back to itself.
        Optional<T> found = Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .limit(20)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
        return found.orElse(null);
    }
}
