package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.l2.L2Failure;
import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a node connected: opens its connection, and opens it again after every loss. Each attempt asks for the server's
 * address anew, and where the address has changed under a living connection, that one is given up. Everything here happens
 * on the loop's thread.
 */
final class Link implements AutoCloseable {
    private static final long SHORTEST_PAUSE_MILLIS = 10;
    /** A connection and a greeting may each take all the patience there is. */
    private static final int STUCK_PATIENCES = 3;

    private static final long ADDRESS_PAUSE_MILLIS = 5_000;

    private final Endpoint endpoint;
    private final Node node;
    private final Context context;
    private final Function<Wire, @Nullable String> admission;
    private int failures;
    private int attempt;
    private boolean closed;
    private @Nullable Greeting last;
    private int elsewhere;

    /** @param admission prepares a new connection, or says in words for a log line why this server is none for us; null: it is one */
    Link(Endpoint endpoint, Node node, Context context, Function<Wire, @Nullable String> admission) {
        this.endpoint = endpoint;
        this.node = node;
        this.context = context;
        this.admission = admission;
    }

    void start() {
        context.onLoop(0, this::connect);
        context.onLoop(ADDRESS_PAUSE_MILLIS, this::checkAddress);
    }

    private void connect() {
        if (closed) {
            return;
        }
        int mine = ++attempt;
        node.guard().connecting();
        context.client()
                .open(endpoint)
                .whenComplete((wire, failure) -> context.onLoop(0, () -> opened(mine, wire, failure)));
        context.onLoop(context.client().patience().multipliedBy(STUCK_PATIENCES).toMillis(), () -> stuck(mine));
    }

    /** An attempt that neither succeeds nor fails: the client is alive in name only. */
    private void stuck(int theirs) {
        if (theirs == attempt && node.wire() == null && !closed) {
            attempt++;
            node.guard().stuck();
            context.client().rebuild();
            failed("no progress");
        }
    }

    private void opened(int mine, @Nullable Wire wire, @Nullable Throwable failure) {
        if (mine != attempt || closed) {
            if (wire != null) {
                wire.close();
            }
            return;
        }
        attempt++; // nothing is under way any more
        if (wire == null) {
            failed(RedisTrouble.of(failure == null ? L2Failure.timedOut() : failure)
                    .failure()
                    .reason());
            return;
        }
        String reason = admission.apply(wire);
        if (reason != null) {
            wire.close();
            failed(reason);
            return;
        }
        failures = 0;
        elsewhere = 0;
        forget(wire);
        last = wire.greeting();
        node.attach(wire, "connected", () -> context.onLoop(pauseMillis(), this::connect));
    }

    /**
     * Ends our last connection to the same run of the server, should it still hold commands of ours: what was sent
     * there before and is carried out late must not come after what is sent here.
     */
    private void forget(Wire wire) {
        Greeting before = last;
        if (before != null
                && before.clientId() >= 0
                && !before.runId().isEmpty()
                && before.runId().equals(wire.greeting().runId())) {
            var unused = wire.commands().clientKill(io.lettuce.core.KillArgs.Builder.id(before.clientId()));
        }
    }

    private void failed(String reason) {
        failures++;
        node.guard().disconnected(reason);
        context.onLoop(pauseMillis(), this::connect);
    }

    /** Doubles with each failed attempt, and is cut at random, so that a returning server does not meet all clients at once. */
    private long pauseMillis() {
        long cap = context.config().times().reconnectMax().toMillis();
        long longest = Math.min(cap, SHORTEST_PAUSE_MILLIS << Math.min(failures, 12));
        return ThreadLocalRandom.current().nextLong(Math.min(SHORTEST_PAUSE_MILLIS, longest), longest + 1);
    }

    private void checkAddress() {
        if (closed) {
            return;
        }
        Wire wire = node.wire();
        InetAddress address = wire == null ? null : wire.address();
        if (wire != null && address != null) {
            context.client()
                    .isStillAt(endpoint, address)
                    .thenAccept(still -> context.onLoop(0, () -> checked(wire, still)));
        }
        context.onLoop(ADDRESS_PAUSE_MILLIS, this::checkAddress);
    }

    /** Twice in a row: names with many addresses are answered in parts. */
    private void checked(Wire wire, boolean still) {
        if (wire == node.wire()) {
            elsewhere = still ? 0 : elsewhere + 1;
            if (elsewhere >= 2) {
                node.reconnect("its name has another address now");
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        node.close();
    }
}
