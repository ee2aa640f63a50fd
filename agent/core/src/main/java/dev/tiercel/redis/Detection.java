package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.config.RedisTarget;
import dev.tiercel.config.RedisTopology;
import dev.tiercel.l2.L2Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the servers how they hang together, for a user who did not say. Everything here happens on the loop's thread.
 *
 * <p>A proxy over independent servers is found by its connections: several, held at once, that lead to different runs of
 * a server. That they all lead to the same one is no proof of the contrary, so {@link ProxyWatch} goes on looking.
 */
final class Detection {
    /** @param because in words for a user */
    record Found(RedisTopology topology, String because) {}

    static final String SENTINEL = "the server is a Sentinel";
    private static final String ONE = "the server is a master, and every connection reaches it";

    /** Twice as many as would show two servers behind a round robin that nobody else uses. */
    private static final int CONNECTIONS = 4;

    private final Context context;
    private final RedisTarget target;
    private final Lines.OfAll lines;
    private final Consumer<Found> onFound;
    private int failures;
    private boolean told;

    Detection(Context context, Consumer<Found> onFound) {
        this.context = context;
        this.target = context.config().target();
        this.lines = new Lines.OfAll(target.toString());
        this.onFound = onFound;
    }

    void start() {
        if (!target.sentinels().isEmpty()) {
            onFound.accept(new Found(RedisTopology.REPLICATED, "Sentinels are named"));
        } else if (target.expectedNodes() > 0 || target.proxyStats() != null) {
            onFound.accept(new Found(RedisTopology.PROXIED, "a proxy's nodes or statistics are named"));
        } else {
            ask(0);
        }
    }

    /** Asks one of the addresses after the other until one answers. */
    private void ask(int which) {
        Endpoint endpoint = target.nodes().get(which % target.nodes().size());
        context.client()
                .open(endpoint)
                .whenComplete((wire, failure) -> context.onLoop(0, () -> {
                    if (wire == null) {
                        failed(which, failure);
                    } else {
                        answered(endpoint, wire);
                    }
                }));
    }

    private void failed(int which, @Nullable Throwable failure) {
        failures++;
        if (failures >= target.nodes().size()) {
            tell(RedisTrouble.of(failure == null ? L2Failure.timedOut() : failure)
                    .failure()
                    .reason());
        }
        context.onLoop(context.pauseMillis(failures), () -> ask(which + 1));
    }

    private void tell(String reason) {
        if (!told) {
            told = true;
            context.log().warn(lines.unavailable(reason));
        }
    }

    private void answered(Endpoint endpoint, Wire wire) {
        Greeting greeting = wire.greeting();
        Found found = byGreeting(greeting);
        if (found != null) {
            wire.close();
            onFound.accept(found);
        } else if (target.socket() != null) {
            compare(List.of(wire));
        } else {
            more(endpoint, wire);
        }
    }

    private @Nullable Found byGreeting(Greeting greeting) {
        if (greeting.mode().equals("cluster")) {
            return new Found(RedisTopology.CLUSTER, "the server is a node of a cluster");
        }
        if (greeting.mode().equals("sentinel")) {
            return new Found(RedisTopology.REPLICATED, SENTINEL);
        }
        if (greeting.isReplica()) {
            return new Found(RedisTopology.REPLICATED, "the server is a replica");
        }
        if (target.nodes().size() > 1) {
            return new Found(RedisTopology.REPLICATED, "there are several addresses, and no cluster");
        }
        if (greeting.runId().isEmpty()) {
            return new Found(
                    RedisTopology.STANDALONE,
                    "by default, for this user may not ask: grant +info +role, or set redis.topology");
        }
        return null;
    }

    /** All at once: of two clients that connect in turns each would meet one server only. */
    private void more(Endpoint endpoint, Wire first) {
        context.client()
                .open(endpoint, CONNECTIONS - 1)
                .whenComplete((others, failure) -> context.onLoop(0, () -> {
                    if (others == null) {
                        first.close();
                        failed(0, failure);
                    } else {
                        List<Wire> held = new ArrayList<>(others);
                        held.add(first);
                        compare(held);
                    }
                }));
    }

    private void compare(List<Wire> held) {
        long runs =
                held.stream().map(wire -> wire.greeting().runId()).distinct().count();
        held.forEach(Wire::close);
        onFound.accept(
                runs > 1
                        ? new Found(
                                RedisTopology.PROXIED,
                                held.size() + " connections to one address reach " + runs + " servers")
                        : new Found(RedisTopology.STANDALONE, ONE));
    }
}
