package dev.tiercel.export;

import dev.tiercel.Outcome;
import dev.tiercel.backplane.Backplane;
import dev.tiercel.export.Meter.Kind;
import dev.tiercel.export.Meter.Series;
import dev.tiercel.l2.NodeState;
import dev.tiercel.l2.NodeState.Health;
import dev.tiercel.metrics.Answer;
import dev.tiercel.metrics.CacheCounts;
import dev.tiercel.metrics.CacheFigures;
import dev.tiercel.metrics.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Every meter there is, once, for all readers. All names begin with {@code tiercel}: under the bare {@code cache.gets} of
 * Micrometer an application has meters of its own, with other tags, and Prometheus takes one set of tags for a name.
 */
final class Meters {
    /** Of more caches than that, the rest by name is left out: a reader pays for each. */
    static final int MOST_CACHES = 1_000;

    /** The bounds of the histograms. */
    static final List<Duration> BOUNDS = bounds();

    private final Instance instance;
    private final List<Meter> all = new ArrayList<>();

    Meters(Instance instance) {
        this.instance = instance;
        ofCalls();
        ofEntries();
        ofNodes();
        ofBackplane();
    }

    private static List<Duration> bounds() {
        List<Duration> bounds = new ArrayList<>();
        for (long micros = 100; micros <= 10_000_000; micros *= 10) {
            bounds.add(Duration.ofNanos(micros * 1_000));
            bounds.add(Duration.ofNanos(micros * 2_500));
            bounds.add(Duration.ofNanos(micros * 5_000));
        }
        return List.copyOf(bounds);
    }

    List<Meter> all() {
        return all;
    }

    private void ofCalls() {
        ofCaches(
                "tiercel.cache.gets",
                Kind.COUNTER,
                "Calls, by what answered them; a miss ran the method",
                cache -> List.of(
                        answers(cache, "hit", "l1", Answer.L1),
                        answers(cache, "hit", "l2", Answer.L2, Answer.JOINED_ELSEWHERE),
                        answers(cache, "hit", "stale", Answer.STALE),
                        answers(cache, "hit", "loader", Answer.JOINED),
                        answers(cache, "miss", "loader", Answer.LOADED, Answer.FAILED)));
        ofCaches(
                "tiercel.cache.loads",
                Kind.COUNTER,
                "Runs of the method, for a call or in the background",
                cache -> List.of(
                        loads(cache, "call", "success", counts -> counts.of(Answer.LOADED)),
                        loads(
                                cache,
                                "call",
                                "failure",
                                counts -> counts.of(Answer.FAILED) + counts.of(Count.COVERED_FAILURES)),
                        loads(cache, "background", "success", counts -> counts.of(Count.BACKGROUND_LOADS)),
                        loads(cache, "background", "failure", counts -> counts.of(Count.BACKGROUND_FAILURES))));
        ofCaches(
                "tiercel.cache.latency",
                Kind.TIMER,
                "Time of calls that L1 did not answer, by what did",
                cache -> CacheFigures.TIMED.stream()
                        .map(outcome -> Series.of(
                                cache.counts().latency(outcome), "cache", cache.cache(), "tier", tier(outcome)))
                        .toList());
        ofCaches(
                "tiercel.cache.stampedes.averted",
                Kind.COUNTER,
                "Calls that were answered by the load of another thread or instance",
                cache -> List.of(
                        ofCache(cache, counts -> counts.of(Answer.JOINED) + counts.of(Answer.JOINED_ELSEWHERE))));
        ofCaches(
                "tiercel.cache.stale.served",
                Kind.COUNTER,
                "Calls that an entry past its time answered",
                cache -> List.of(ofCache(cache, counts -> counts.of(Answer.STALE))));
    }

    private void ofEntries() {
        counter("tiercel.cache.puts", "Values that were loaded, or replaced by a change, and kept", Count.PUTS);
        counter("tiercel.cache.evictions", "Entries that L1 gave up: no room, or their time was over", Count.EVICTIONS);
        counter("tiercel.cache.leases.lost", "Loads that L2 did not take, invalidated meanwhile", Count.LOST_LEASES);
        ofCaches(
                "tiercel.cache.invalidations",
                Kind.COUNTER,
                "Changes made by this process (local), entries dropped because another one said so (remote)",
                cache -> List.of(
                        ofCache(cache, counts -> counts.of(Count.INVALIDATIONS), "origin", "local"),
                        ofCache(cache, counts -> counts.of(Count.HEARD_INVALIDATIONS), "origin", "remote")));
        ofCaches(
                "tiercel.cache.size",
                Kind.GAUGE,
                "Entries in L1, about",
                cache -> List.of(Series.of(() -> cache.entries().getAsLong(), "cache", cache.cache())));
    }

    private void ofNodes() {
        add("tiercel.redis.node.state", Kind.GAUGE, "1 for the state that a Redis server is in", () -> {
            List<Series> series = new ArrayList<>();
            for (NodeState node : instance.nodes()) {
                for (Health health : Health.values()) {
                    series.add(Series.of(
                            () -> now(node.name(), state -> state.health() == health ? 1 : 0),
                            "node",
                            node.name(),
                            "state",
                            health.name().toLowerCase(Locale.ROOT)));
                }
            }
            return series;
        });
        ofNodes("tiercel.redis.node.attempts", "Attempts to connect", NodeState::attempts);
        ofNodes("tiercel.redis.node.recoveries", "Times that it became usable again", NodeState::recoveries);
        add(
                "tiercel.invalidations.waiting",
                Kind.GAUGE,
                "Invalidations that no server took yet, to be repeated",
                () -> List.of(Series.of(instance::waitingInvalidations)));
    }

    private void ofBackplane() {
        ofBackplane(
                "tiercel.backplane.in.sync",
                Kind.GAUGE,
                "1 while what other instances invalidate is heard",
                state -> state.inSync() ? 1 : 0);
        ofBackplane(
                "tiercel.backplane.outages",
                Kind.COUNTER,
                "Times that it was not heard any more",
                Backplane.State::outages);
        ofBackplane("tiercel.backplane.gaps", Kind.COUNTER, "Times that a message was missing", Backplane.State::gaps);
        ofBackplane("tiercel.backplane.heard", Kind.COUNTER, "Messages of other instances", Backplane.State::heard);
    }

    private void add(String name, Kind kind, String help, Supplier<List<Series>> series) {
        all.add(new Meter(name, kind, "", help, series));
    }

    private void ofCaches(String name, Kind kind, String help, Function<CacheFigures, List<Series>> series) {
        add(name, kind, help, () -> instance.caches().stream()
                .limit(MOST_CACHES)
                .flatMap(cache -> series.apply(cache).stream())
                .toList());
    }

    private void counter(String name, String help, Count what) {
        ofCaches(name, Kind.COUNTER, help, cache -> List.of(ofCache(cache, counts -> counts.of(what))));
    }

    private static Series ofCache(CacheFigures cache, ToDoubleFunction<CacheCounts> value, String... more) {
        List<String> tags = new ArrayList<>(List.of("cache", cache.cache()));
        tags.addAll(List.of(more));
        CacheCounts counts = cache.counts();
        return new Series(tags, () -> value.applyAsDouble(counts), null);
    }

    private static Series answers(CacheFigures cache, String result, String tier, Answer... which) {
        return ofCache(
                cache,
                counts -> {
                    long sum = 0;
                    for (Answer each : which) {
                        sum += counts.of(each);
                    }
                    return sum;
                },
                "result",
                result,
                "tier",
                tier);
    }

    private static Series loads(CacheFigures cache, String by, String result, ToLongFunction<CacheCounts> value) {
        return ofCache(cache, value::applyAsLong, "by", by, "result", result);
    }

    private static String tier(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private void ofNodes(String name, String help, ToLongFunction<NodeState> value) {
        add(name, Kind.COUNTER, help, () -> instance.nodes().stream()
                .map(node -> Series.of(() -> now(node.name(), value), "node", node.name()))
                .toList());
    }

    /** Of a server that is gone: 0. */
    private double now(String node, ToLongFunction<NodeState> value) {
        for (NodeState each : instance.nodes()) {
            if (each.name().equals(node)) {
                return value.applyAsLong(each);
            }
        }
        return 0;
    }

    private void ofBackplane(String name, Kind kind, String help, ToLongFunction<Backplane.State> value) {
        add(
                name,
                kind,
                help,
                () -> instance.backplane() == null
                        ? List.of()
                        : List.of(Series.of(() -> {
                            Backplane.State state = instance.backplane();
                            return state == null ? 0 : value.applyAsLong(state);
                        })));
    }
}
