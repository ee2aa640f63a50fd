package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.l2.L2Failure;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a cluster's nodes, one after the other, who has which slot: now and then while all is well, and soon after a
 * redirection or while a master is away. However many redirections there are, the questions are a pause apart, which grows
 * while the answers say nothing new. Everything here happens on the loop's thread.
 */
final class SlotWatch implements Node.Suspicion {
    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 400;

    private final Context context;
    private final Supplier<List<Node>> masters;
    private final Consumer<ClusterView> onView;
    private long pauseMillis = SHORTEST_PAUSE_MILLIS;
    private long askedNanos;
    private long epoch = -1;
    private String known = "";
    private int turn;
    private boolean asking;
    private boolean toldTrouble;
    private boolean closed;
    private volatile boolean suspicious;

    /** @param masters as they are known */
    SlotWatch(Context context, Supplier<List<Node>> masters, Consumer<ClusterView> onView) {
        this.context = context;
        this.masters = masters;
        this.onView = onView;
    }

    void start() {
        ask();
        tick();
    }

    /** On any thread, and often. */
    @Override
    public void arose() {
        suspicious = true;
    }

    private void tick() {
        if (closed) {
            return;
        }
        long sinceMillis = (System.nanoTime() - askedNanos) / 1_000_000;
        boolean troubled =
                suspicious || masters.get().isEmpty() || masters.get().stream().anyMatch(node -> !node.isUsable());
        if (!troubled) {
            pauseMillis = SHORTEST_PAUSE_MILLIS;
        }
        if (sinceMillis
                >= (troubled
                        ? pauseMillis
                        : context.config().times().topologyRefresh().toMillis())) {
            ask();
        }
        context.onLoop(SHORTEST_PAUSE_MILLIS, this::tick);
    }

    private void ask() {
        if (asking) {
            return;
        }
        asking = true;
        suspicious = false;
        askedNanos = System.nanoTime();
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        List<Node> usable = masters.get().stream().filter(Node::isUsable).toList();
        turn++;
        if (usable.isEmpty()) {
            askASeed();
        } else {
            Node node = usable.get(turn % usable.size());
            Wire wire = node.wire();
            answer(node.send(RedisAsyncCommands::clusterNodes), null, wire);
        }
    }

    private void askASeed() {
        List<Endpoint> seeds = context.config().target().nodes();
        Endpoint seed = seeds.get(turn % seeds.size());
        context.client()
                .open(seed)
                .whenComplete((wire, failure) -> context.onLoop(0, () -> {
                    if (wire == null) {
                        answered(seed, null, failure);
                    } else if (wire.greeting().mode().equals("standalone")) {
                        wire.close();
                        answered(
                                seed,
                                null,
                                L2Failure.outage("redis.topology is cluster, but " + seed
                                        + " is a standalone server: set it to standalone or auto"));
                    } else {
                        answer(wire.commands().clusterNodes(), seed, wire);
                    }
                }));
    }

    private void answer(CompletionStage<String> question, @Nullable Endpoint seed, @Nullable Wire wire) {
        question.whenComplete((text, failure) -> context.onLoop(0, () -> {
            if (seed != null && wire != null) {
                wire.close();
            }
            Endpoint asked =
                    seed != null ? seed : context.config().target().nodes().get(0);
            answered(asked, text, failure);
        }));
    }

    private void answered(Endpoint asked, @Nullable String text, @Nullable Throwable failure) {
        asking = false;
        if (closed) {
            return;
        }
        if (text == null) {
            tell(failure == null ? L2Failure.timedOut() : failure);
            return;
        }
        toldTrouble = false;
        ClusterView view;
        try {
            view = ClusterView.parse(text, asked, context.config().tls().enabled());
        } catch (RuntimeException e) {
            tell(L2Failure.outage("CLUSTER NODES of " + asked + " cannot be read"));
            return;
        }
        String shape = view.shape();
        if (view.epoch() >= epoch && !view.masters().isEmpty() && !shape.equals(known)) {
            epoch = view.epoch();
            known = shape;
            pauseMillis = SHORTEST_PAUSE_MILLIS;
            onView.accept(view);
        }
    }

    /** Where masters are known, their own lines tell of it. */
    private void tell(Throwable failure) {
        RedisTrouble trouble = RedisTrouble.of(failure);
        if (trouble.reaction() == RedisTrouble.Reaction.TELL) {
            context.log()
                    .warn("cluster nodes", "Redis refuses CLUSTER NODES to this user (NOPERM): grant +cluster|nodes");
        } else if (!toldTrouble && masters.get().isEmpty()) {
            toldTrouble = true;
            context.log().warn(new Lines.OfAll("").unavailable(trouble.failure().reason()));
        }
    }

    void close() {
        closed = true;
    }
}
