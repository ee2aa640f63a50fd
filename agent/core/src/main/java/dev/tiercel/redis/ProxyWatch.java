package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import java.util.Objects;

/**
 * Looks now and then whether the one server is one of several behind a proxy: a further connection leads to another run
 * of a server while the connection in use still lives. Everything here happens on the loop's thread.
 */
final class ProxyWatch {
    private static final long FIRST_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final Context context;
    private final Node node;
    private final Endpoint endpoint;
    private final Runnable onProxy;
    private boolean closed;

    ProxyWatch(Context context, Node node, Runnable onProxy) {
        this.context = context;
        this.node = node;
        this.endpoint = context.config().target().nodes().get(0);
        this.onProxy = onProxy;
    }

    void start() {
        look(FIRST_MILLIS);
    }

    private void look(long afterMillis) {
        context.onLoop(afterMillis, () -> {
            if (closed) {
                return;
            }
            Wire used = node.isUsable() ? node.wire() : null;
            if (used == null || used.greeting().runId().isEmpty()) {
                look(FIRST_MILLIS);
                return;
            }
            context.client()
                    .open(endpoint)
                    .whenComplete((other, failure) -> context.onLoop(0, () -> {
                        // A name may stand for another server since: that is no proxy.
                        boolean differs = other != null
                                && Objects.equals(other.address(), used.address())
                                && !other.greeting().runId().isEmpty()
                                && !other.greeting()
                                        .runId()
                                        .equals(used.greeting().runId());
                        if (other != null) {
                            other.close();
                        }
                        if (differs && node.wire() == used && node.isUsable()) {
                            onProxy.run();
                        } else {
                            look(Math.min(LONGEST_PAUSE_MILLIS, afterMillis * 2));
                        }
                    }));
        });
    }

    void close() {
        closed = true;
    }
}
