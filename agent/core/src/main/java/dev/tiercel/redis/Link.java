package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.l2.L2Failure;
import io.lettuce.core.KillArgs;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a node connected: opens its connection, and opens it again after every loss. Each attempt asks for the server's
 * address anew, and where the address has changed under a living connection, that one is given up. Everything here happens
 * on the loop's thread.
 */
final class Link implements AutoCloseable {
    private final Endpoint endpoint;
    private final Node node;
    private final Context context;
    private final Function<Wire, @Nullable L2Failure> admission;
    private int failures;
    private boolean closed;
    private @Nullable Greeting last;
    private int elsewhere;
    private final Set<String> told = new HashSet<>();

    /** @param admission prepares a new connection, or says why this server is none for us; null: it is one */
    Link(Endpoint endpoint, Node node, Context context, Function<Wire, @Nullable L2Failure> admission) {
        this.endpoint = endpoint;
        this.node = node;
        this.context = context;
        this.admission = admission;
    }

    void start() {
        context.onLoop(0, this::connect);
        checkAddressLater();
    }

    private void connect() {
        if (closed) {
            return;
        }
        node.guard().connecting();
        context.client().open(endpoint).whenComplete((wire, failure) -> context.onLoop(0, () -> opened(wire, failure)));
    }

    private void opened(@Nullable Wire wire, @Nullable Throwable failure) {
        if (closed) {
            if (wire != null) {
                wire.close();
            }
            return;
        }
        if (wire == null) {
            L2Failure why = RedisTrouble.of(failure == null ? L2Failure.timedOut() : failure)
                    .failure();
            if (why.reason().equals(Client.STUCK)) {
                node.guard().stuck();
            }
            failed(why);
            return;
        }
        L2Failure refusal = admission.apply(wire);
        if (refusal != null) {
            wire.close();
            failed(refusal);
            return;
        }
        failures = 0;
        elsewhere = 0;
        forget(wire);
        if (last != null && !isSameRun(last, wire.greeting())) {
            context.listener().replaced();
        }
        last = wire.greeting();
        tellDenied(wire.greeting().denied());
        node.attach(wire, "connected", () -> context.onLoop(context.pauseMillis(failures), this::connect));
    }

    /**
     * Ends our last connection to the same run of the server, should it still hold commands of ours: what was sent
     * there before and is carried out late must not come after what is sent here.
     */
    private void forget(Wire wire) {
        Greeting before = last;
        if (before != null && before.clientId() >= 0 && isSameRun(before, wire.greeting())) {
            wire.commands().clientKill(KillArgs.Builder.id(before.clientId())).whenComplete((count, failure) -> {
                if (failure != null && RedisTrouble.isDenied(failure)) {
                    context.onLoop(0, () -> tellDenied("CLIENT|KILL"));
                }
            });
        }
    }

    private static boolean isSameRun(Greeting before, Greeting now) {
        return !before.runId().isEmpty() && before.runId().equals(now.runId());
    }

    /** Once: the connection is used all the same. */
    private void tellDenied(@Nullable String command) {
        if (command != null && told.add(command)) {
            node.tellDenied(command);
        }
    }

    private void failed(L2Failure why) {
        failures++;
        node.guard().disconnected(why);
        context.onLoop(context.pauseMillis(failures), this::connect);
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
        checkAddressLater();
    }

    private void checkAddressLater() {
        context.onLoop(context.config().times().topologyRefresh().toMillis(), this::checkAddress);
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
