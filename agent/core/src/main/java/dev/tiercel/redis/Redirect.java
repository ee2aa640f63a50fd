package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.l2.L2Failure;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The answer of a cluster's node that another one has the key. */
final class Redirect extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String target;
    private final boolean asking;

    private Redirect(String target, boolean asking) {
        super("redirected", null, false, false);
        this.target = target;
        this.asking = asking;
    }

    static RuntimeException orFailure(RedisTrouble trouble) {
        return switch (trouble.reaction()) {
            case MOVED -> new Redirect(trouble.detail(), false);
            case ASK -> new Redirect(trouble.detail(), true);
            default -> trouble.failure();
        };
    }

    /** A redirection that nobody followed is a refusal. */
    static L2Failure failure(Throwable thrown) {
        Throwable cause = cause(thrown);
        return cause instanceof L2Failure known ? known : L2Failure.refusal("moved to another node");
    }

    /** Null: it is no redirection, or does not say where to. */
    static @Nullable Endpoint target(Throwable thrown) {
        if (!(cause(thrown) instanceof Redirect redirect)) {
            return null;
        }
        String target = redirect.target;
        int colon = target.lastIndexOf(':');
        return colon <= 0 || !target.substring(colon + 1).matches("\\d{1,5}")
                ? null
                : new Endpoint(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
    }

    /** Only this once, and to be said before the command. */
    static boolean isAsking(Throwable thrown) {
        return cause(thrown) instanceof Redirect redirect && redirect.asking;
    }

    private static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
