package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Looks now and then whether the one server is one of several behind a proxy: a further connection leads to another run
 * of a server while the connection in use still lives. Everything here happens on the loop's thread.
 *
 * <p>Two connections at once, at random intervals: instances that were started together would else keep step, and a
 * proxy that takes turns would show each of them its one server for ever.
 */
final class ProxyWatch {
    private static final int CONNECTIONS = 2;
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

    private void look(long longestMillis) {
        long millis = ThreadLocalRandom.current().nextLong(longestMillis / 2, longestMillis + 1);
        context.onLoop(millis, () -> {
            if (closed) {
                return;
            }
            Wire used = node.isUsable() ? node.wire() : null;
            if (used == null || used.greeting().runId().isEmpty()) {
                look(FIRST_MILLIS);
                return;
            }
            context.client()
                    .open(endpoint, CONNECTIONS)
                    .whenComplete((others, failure) -> context.onLoop(0, () -> {
                        List<Wire> met = others == null ? List.of() : others;
                        met.forEach(Wire::close);
                        boolean differs = met.stream().anyMatch(other -> isElsewhere(other, used));
                        if (differs && node.wire() == used && node.isUsable()) {
                            onProxy.run();
                        } else {
                            look(Math.min(LONGEST_PAUSE_MILLIS, longestMillis * 2));
                        }
                    }));
        });
    }

    /** A name may stand for another server since: that is no proxy. */
    private static boolean isElsewhere(Wire other, Wire used) {
        String runId = other.greeting().runId();
        return Objects.equals(other.address(), used.address())
                && !runId.isEmpty()
                && !runId.equals(used.greeting().runId());
    }

    void close() {
        closed = true;
    }
}
