package dev.tiercel.redis;

import dev.tiercel.l2.L2Failure;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
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
        /** Another type of data stands at the key that was to be read. */
        NOTHING_THERE,
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

    private static final Pattern REFUSED_CERTIFICATE = Pattern.compile(
            "alert: (unknown_ca|bad_certificate|certificate_(expired|revoked|unknown)|unsupported_certificate)");

    /** In place of a command: it is the channel that is denied. */
    static final String CHANNEL = "&";

    private static final String DISCONNECTED = "disconnected";

    /** No other quotes: a user's name may have some. */
    private static final Pattern COMMAND = Pattern.compile("run the '([a-zA-Z|]+)' command");

    /** What a script failed with, as servers before 7 wrap it. */
    private static final Pattern IN_SCRIPT = Pattern.compile("ERR Error running script .*?@user_script: \\d+: -?(.*)");

    /** Which command it was, servers before 7.2 do not say. */
    private static final String DENIED_IN_SCRIPT = "a command in our scripts";

    static RedisTrouble of(Throwable thrown) {
        if (thrown instanceof L2Failure known) {
            return trouble(known);
        }
        RedisCommandExecutionException reply = find(thrown, RedisCommandExecutionException.class);
        return reply != null ? ofReply(String.valueOf(reply.getMessage())) : trouble(ofConnection(thrown));
    }

    /**
     * Of an attempt to connect, where more can be said of some: the other side may speak TLS, and we do not, or so.
     *
     * @param late whether it took all the time that it may: then the client library has ended the connection, and does not
     *     always say so
     */
    static L2Failure ofAttempt(Throwable thrown, boolean tls, boolean late) {
        L2Failure failure = of(thrown).failure;
        if (!tls && late && failure.reason().equals(DISCONNECTED)) {
            return L2Failure.timedOut();
        }
        if (tls && has(thrown, RedisCommandTimeoutException.class)) {
            return L2Failure.outage("TLS: no answer; is it hung, or does it speak no TLS on this port?");
        }
        if (!tls && failure.reason().equals(DISCONNECTED)) {
            return L2Failure.outage(
                    "disconnected at once; is it a proxy without a server, or does it want TLS (redis.tls)?");
        }
        return failure;
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
            return L2Failure.mistake("unknown host");
        }
        if (has(thrown, io.netty.channel.ConnectTimeoutException.class)
                || has(thrown, RedisCommandTimeoutException.class)
                || has(thrown, TimeoutException.class)) {
            return L2Failure.timedOut();
        }
        if (has(thrown, ConnectException.class)) {
            return L2Failure.outage("connection refused");
        }
        SocketException socket = find(thrown, SocketException.class);
        if (socket != null && String.valueOf(socket.getMessage()).startsWith("No such file")) {
            return L2Failure.outage("no such socket");
        }
        if (socket != null && String.valueOf(socket.getMessage()).startsWith("Permission denied")) {
            return L2Failure.mistake("no right to use the socket");
        }
        String tls = tls(thrown);
        if (tls != null) {
            return L2Failure.mistake(tls);
        }
        if (String.valueOf(thrown.getMessage()).contains("queue size exceeded")
                || String.valueOf(thrown.getMessage()).contains("buffer size exceeded")) {
            return L2Failure.refusal("too many commands under way");
        }
        return L2Failure.outage(DISCONNECTED);
    }

    private static @Nullable String tls(Throwable thrown) {
        IllegalArgumentException bad = find(thrown, IllegalArgumentException.class);
        if (bad != null && String.valueOf(bad.getMessage()).contains("does not contain valid")) {
            return "TLS: redis.tls-ca-file, -certificate-file or -key-file holds nothing of use; allowed: PEM, a key as"
                    + " PKCS#8 and not encrypted";
        }
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
        if (message.contains("certificate_required")) {
            return "TLS: the server asks for a client certificate; set redis.tls-certificate-file and redis.tls-key-file";
        }
        if (REFUSED_CERTIFICATE.matcher(message).find()) {
            return "TLS: the server does not take our certificate; look at redis.tls-certificate-file";
        }
        return "TLS: the handshake failed; do both sides allow TLS 1.2 or 1.3, and does the server ask for a client"
                + " certificate?";
    }

    private static RedisTrouble ofReply(String reply) {
        Matcher inScript = IN_SCRIPT.matcher(reply);
        String message = inScript.matches() ? inScript.group(1) : reply;
        if (message.contains("executing the script can't run this command")) {
            return denied(DENIED_IN_SCRIPT);
        }
        String code = message.split(" ", 2)[0];
        return switch (code) {
            case "WRONGPASS", "NOAUTH" -> trouble(L2Failure.mistake("wrong password (" + code + ")"));
            case "LOADING" -> trouble(L2Failure.outage("still loading its data"));
            case "BUSY" -> trouble(L2Failure.outage("BUSY: a script holds it up"));
            case "CLUSTERDOWN" -> trouble(L2Failure.outage(code));
            // Of several keys in a slot that is moving, some have moved and some have not.
            case "TRYAGAIN" -> trouble(L2Failure.refusal(code));
            case "READONLY" -> reconnect("READONLY: it is a replica now");
            case "MASTERDOWN" -> reconnect("MASTERDOWN: it is a replica now, without its master");
            case "OOM", "MISCONF" -> new RedisTrouble(L2Failure.refusal(code), Reaction.PAUSE_FILLS, "");
            case "NOPERM" -> denied(command(message));
            case "MOVED" -> new RedisTrouble(L2Failure.refusal(code), Reaction.MOVED, target(message));
            case "ASK" -> new RedisTrouble(L2Failure.refusal(code), Reaction.ASK, target(message));
            case "WRONGTYPE" -> new RedisTrouble(L2Failure.refusal(code), Reaction.NOTHING_THERE, "");
            // Whatever it is: the next one may well be taken.
            default ->
                trouble(
                        message.contains("AUTH") || message.contains("password")
                                ? L2Failure.mistake("wrong password")
                                : L2Failure.refusal("error reply " + code));
        };
    }

    private static RedisTrouble reconnect(String reason) {
        return new RedisTrouble(L2Failure.outage(reason), Reaction.RECONNECT, "");
    }

    private static RedisTrouble denied(String command) {
        String reason = command.isEmpty() ? "NOPERM" : "NOPERM: grant " + right(command);
        return new RedisTrouble(L2Failure.refusal(reason), Reaction.TELL, command);
    }

    /** As ACL SETUSER takes it. */
    static String right(String command) {
        if (command.equals(CHANNEL)) {
            return "our channel";
        }
        return command.equals(DENIED_IN_SCRIPT)
                ? "+mget +set +unlink +hset +hlen +publish"
                : "+" + command.toLowerCase(Locale.ROOT);
    }

    private static String command(String message) {
        if (message.contains("channel")) {
            return CHANNEL;
        }
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
