package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.l2.L2Failure;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the nodes behind a proxy, for ever. Everything here happens on the loop's thread.
 *
 * <p>A search opens connections and holds them all, so that the proxy sends the next one elsewhere, until each node it met
 * was met three times. One is made at the start and after every lost connection; between them a single connection is tried
 * now and then, at random intervals, because two clients in step with each other would each see one node only. That all
 * nodes were found is never certain; a number to expect, or the proxy's statistics, tell when they were not.
 */
final class Discovery {
    private static final int MEETINGS = 3;
    private static final int MOST_HELD = 64;
    private static final int AT_ONCE = 3;
    private static final long SHORTEST_PAUSE_MILLIS = 300;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /** While a node is known to be missing. */
    private static final long MISSING_PAUSE_MILLIS = 250;

    private static final long RETRY_MILLIS = 100;
    private static final long COUNT_MILLIS = 5_000;
    private static final long PATIENCE_MILLIS = 1_000;

    private final Context context;
    private final Endpoint proxy;
    private final Supplier<Collection<String>> linked;
    private final BooleanSupplier isOneAway;
    private final Predicate<Wire> adopt;
    private @Nullable Search search;
    private boolean searchAgain;
    private boolean told;
    private int expected;
    private int toldMissing;
    private long missingSinceNanos = System.nanoTime();
    private boolean toldStats;
    private boolean closed;

    /**
     * @param linked the runs that we have a connection to
     * @param isOneAway whether a run that we had a connection to is away for a short time
     * @param adopt takes a connection to another one; false: it was not taken
     */
    Discovery(Context context, Supplier<Collection<String>> linked, BooleanSupplier isOneAway, Predicate<Wire> adopt) {
        this.context = context;
        this.proxy = context.config().target().nodes().get(0);
        this.linked = linked;
        this.isOneAway = isOneAway;
        this.adopt = adopt;
        this.expected = context.config().target().expectedNodes();
    }

    void start() {
        lost();
        look();
        count();
    }

    /** A connection was lost: its node, or another one, may be had anew. */
    void lost() {
        if (closed) {
            return;
        }
        if (search != null) {
            searchAgain = true;
        } else {
            search = new Search();
            search.begin();
        }
    }

    private void look() {
        boolean missing = isOneAway.getAsBoolean() || linked.get().size() < expected;
        long millis = missing
                ? ThreadLocalRandom.current().nextLong(MISSING_PAUSE_MILLIS / 2, MISSING_PAUSE_MILLIS)
                : ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        context.onLoop(millis, () -> {
            if (closed) {
                return;
            }
            if (search == null) {
                context.client().open(proxy).whenComplete((wire, failure) -> context.onLoop(0, () -> looked(wire)));
            }
            compare();
            look();
        });
    }

    private void looked(@Nullable Wire wire) {
        if (wire == null) {
            return;
        }
        if (closed || !take(wire)) {
            wire.close();
        } else {
            lost();
        }
    }

    private boolean take(Wire wire) {
        if (!adopt.test(wire)) {
            return false;
        }
        told = false;
        return true;
    }

    private void unreachable(Throwable failure) {
        if (!told && linked.get().isEmpty()) {
            told = true;
            context.log()
                    .warn(new Lines.OfAll(proxy.toString())
                            .unavailable(RedisTrouble.of(failure).failure().reason()));
        }
    }

    /** Never silently goes on with fewer nodes than there are, once that has lasted. */
    private void compare() {
        int found = linked.get().size();
        int missing = Math.max(0, expected - found);
        if (missing == toldMissing) {
            missingSinceNanos = System.nanoTime();
            return;
        }
        long patience =
                context.config().target().proxyStats() == null ? PATIENCE_MILLIS : PATIENCE_MILLIS + COUNT_MILLIS;
        if (missing > 0 && System.nanoTime() - missingSinceNanos < patience * 1_000_000) {
            return;
        }
        toldMissing = missing;
        missingSinceNanos = System.nanoTime();
        if (missing > 0) {
            context.log()
                    .warn("Redis nodes behind " + proxy + ": " + found + " of " + expected
                            + " found (INCOMPLETE) – invalidations reach the others when they are found; is one down, or"
                            + " does the proxy not spread connections (balance roundrobin)?");
        } else {
            context.log().info("Redis nodes behind " + proxy + ": " + found + " found, and no more expected");
        }
    }

    private void count() {
        URI page = context.config().target().proxyStats();
        if (page == null || closed) {
            return;
        }
        context.client()
                .proxyStats(page)
                .whenComplete((stats, failure) -> context.onLoop(0, () -> counted(page, stats, failure)));
        context.onLoop(COUNT_MILLIS, this::count);
    }

    private void counted(URI page, @Nullable ProxyStats stats, @Nullable Throwable failure) {
        if (stats != null && stats.up() > 0) {
            expected = Math.max(stats.up(), context.config().target().expectedNodes());
            toldStats = false;
        } else if (!toldStats) {
            toldStats = true;
            context.log()
                    .warn("redis.proxy-stats: " + page.getHost() + ":" + page.getPort() + " tells no number of nodes ("
                            + (failure == null ? "no TCP servers in its table" : "cannot be read")
                            + "); give HAProxy's statistics page");
        }
        if (stats != null && stats.algorithm().equals("source")) {
            context.log()
                    .warn(
                            "balance source",
                            "The proxy chooses nodes by the client's address (balance source): only one node can ever be"
                                    + " reached from here; set balance roundrobin");
        }
    }

    void close() {
        closed = true;
        if (search != null) {
            search.end();
        }
    }

    private final class Search {
        private final List<Wire> held = new ArrayList<>();
        private final Map<String, Integer> meetings = new HashMap<>();
        private int opening;
        private int opened;
        private int failures;

        void begin() {
            for (int i = 0; i < AT_ONCE; i++) {
                open();
            }
        }

        private void open() {
            opening++;
            opened++;
            context.client()
                    .open(proxy)
                    .whenComplete((wire, failure) -> context.onLoop(0, () -> opened(wire, failure)));
        }

        private void opened(@Nullable Wire wire, @Nullable Throwable failure) {
            opening--;
            if (wire == null) {
                failures++;
                unreachable(failure == null ? L2Failure.timedOut() : failure);
            } else {
                String runId = wire.greeting().runId();
                if (runId.isEmpty()) {
                    failures++;
                    unreachable(L2Failure.outage("nodes cannot be told apart: grant +info to this user"));
                }
                meetings.merge(runId, 1, Integer::sum);
                if (closed || !take(wire)) {
                    held.add(wire);
                }
            }
            if (!isOver()) {
                open();
            } else if (opening == 0 && search == this) {
                end();
            }
        }

        private boolean isOver() {
            boolean enough = !meetings.isEmpty() && meetings.values().stream().allMatch(times -> times >= MEETINGS);
            return closed || enough || failures >= MEETINGS || opened >= MOST_HELD;
        }

        void end() {
            search = null;
            held.forEach(Wire::close);
            if (!closed && (searchAgain || linked.get().isEmpty())) {
                searchAgain = false;
                context.onLoop(linked.get().isEmpty() ? RETRY_MILLIS : 0, Discovery.this::lost);
            }
        }
    }
}
