package dev.tiercel.weaving;

import dev.tiercel.Outcome;
import dev.tiercel.backplane.Backplane;
import dev.tiercel.boot.Engine;
import dev.tiercel.config.Setting;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.control.ControlMXBean;
import dev.tiercel.control.Finding;
import dev.tiercel.control.JvmCheckup;
import dev.tiercel.l2.NodeState;
import dev.tiercel.metrics.Answer;
import dev.tiercel.metrics.CacheFigures;
import dev.tiercel.metrics.Count;
import dev.tiercel.readthrough.Caches;
import dev.tiercel.readthrough.NamedChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The agent of this process, as the command line asks for it. Thread-safe. */
final class AgentControl implements ControlMXBean {
    private static final long PATTERN_SECONDS = 60;
    private static final int MOST_CHARACTERS = 2_000;

    private final Agent agent;
    private final Engine engine;
    private final Report report;
    private final String version;
    private final boolean dryRun;

    AgentControl(Agent agent, Engine engine, Report report, String version, boolean dryRun) {
        this.agent = agent;
        this.engine = engine;
        this.report = report;
        this.version = version;
        this.dryRun = dryRun;
    }

    @Override
    public String getVersion() {
        return version;
    }

    @Override
    public String getState() {
        if (dryRun) {
            return "DRY_RUN";
        }
        Caches caches = engine.caches();
        if (caches == null) {
            return engine.isOff() ? "OFF" : "UNCONFIGURED";
        }
        return caches.config().enabled() ? "ACTIVE" : "OFF";
    }

    @Override
    public List<Map<String, String>> report() {
        return report.rows();
    }

    @Override
    public List<Map<String, String>> methods() {
        MethodRows rows = rows();
        List<Map<String, String>> all = new ArrayList<>();
        report.woven()
                .forEach((className, woven) ->
                        woven.forEach((id, method) -> all.addAll(rows.of(className, id, method))));
        report.leftAlone()
                .forEach((name, reason) -> all.add(row("method", name, "state", "LEFT_ALONE", "reason", reason)));
        return all;
    }

    private MethodRows rows() {
        return new MethodRows(config(inForce()), dryRun ? "DRY_RUN" : "CACHED");
    }

    private @Nullable Caches inForce() {
        return dryRun ? null : engine.caches();
    }

    private static TiercelConfig config(@Nullable Caches caches) {
        return caches == null ? TiercelConfig.DEFAULT : caches.config();
    }

    private Caches cachesOrRefuse() {
        Caches caches = inForce();
        if (caches == null) {
            throw new IllegalStateException("nothing is cached in this process: its agent is " + getState());
        }
        return caches;
    }

    @Override
    public List<Map<String, String>> caches() {
        Caches caches = cachesOrRefuse();
        Map<String, CacheFigures> figures = new LinkedHashMap<>();
        caches.figures().forEach(each -> figures.put(each.cache(), each));
        List<Map<String, String>> rows = new ArrayList<>();
        caches.behaviours().forEach((name, behaviour) -> {
            CacheFigures known = figures.get(name);
            Map<String, String> row = row("cache", name, "enabled", String.valueOf(caches.isOn(name)));
            row.put(
                    "entries",
                    String.valueOf(known == null ? 0 : known.entries().getAsLong()));
            row.putAll(behaviour.texts());
            rows.add(row);
        });
        return rows;
    }

    @Override
    public List<Map<String, String>> stats() {
        return cachesOrRefuse().figures().stream().map(AgentControl::row).toList();
    }

    private static Map<String, String> row(CacheFigures cache) {
        Map<String, Long> counts = new LinkedHashMap<>();
        long l1 = cache.counts().of(Answer.L1);
        long l2 = cache.counts().of(Answer.L2);
        long stale = cache.counts().of(Answer.STALE);
        long joined = cache.counts().of(Answer.JOINED) + cache.counts().of(Answer.JOINED_ELSEWHERE);
        long failed = cache.counts().of(Answer.FAILED);
        long loads = cache.counts().of(Answer.LOADED) + failed;
        counts.put("l1-hits", l1);
        counts.put("l2-hits", l2);
        counts.put("stale-hits", stale);
        counts.put("loads", loads);
        counts.put("load-failures", failed);
        counts.put("joined-loads", joined);
        counts.put("puts", cache.counts().of(Count.PUTS));
        counts.put("invalidations", cache.counts().of(Count.INVALIDATIONS));
        counts.put("heard-invalidations", cache.counts().of(Count.HEARD_INVALIDATIONS));
        counts.put("evictions", cache.counts().of(Count.EVICTIONS));
        counts.put("lost-leases", cache.counts().of(Count.LOST_LEASES));
        counts.put("entries", cache.entries().getAsLong());
        for (double percentile : new double[] {0.5, 0.99}) {
            String suffix = "-p" + Math.round(percentile * 100);
            counts.put("l2" + suffix, micros(cache, Outcome.L2, percentile));
            counts.put("load" + suffix, micros(cache, Outcome.LOADER, percentile));
        }
        Map<String, String> row = row("cache", cache.cache());
        counts.forEach((name, count) -> row.put(name, String.valueOf(count)));
        long hits = l1 + l2 + stale + joined;
        if (hits + loads > 0) {
            row.put("hit-rate", String.format(Locale.ROOT, "%.4f", hits / (double) (hits + loads)));
        }
        return row;
    }

    private static long micros(CacheFigures cache, Outcome outcome, double percentile) {
        return cache.counts().latency(outcome).snapshot().percentileNanos(percentile) / 1_000;
    }

    @Override
    public List<Map<String, String>> redis() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (NodeState node : engine.nodes()) {
            Map<String, String> row =
                    row("node", node.name(), "health", node.health().name());
            row.put("since", String.valueOf(node.since()));
            if (!node.history().isEmpty()) {
                row.put("cause", node.history().get(node.history().size() - 1).cause());
            }
            rows.add(row);
        }
        Backplane.State heard = engine.backplane();
        if (heard != null) {
            Map<String, String> row = row("node", "backplane", "health", heard.inSync() ? "IN_SYNC" : "OUT_OF_SYNC");
            row.put("since", String.valueOf(heard.since()));
            row.put("cause", heard.cause());
            rows.add(row);
        }
        return rows;
    }

    @Override
    public List<Map<String, String>> config() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Setting setting : engine.settings()) {
            Map<String, String> row = row("key", setting.key(), "value", setting.value());
            row.put("origin", setting.origin());
            rows.add(row);
        }
        return rows;
    }

    @Override
    public List<Map<String, String>> doctor() {
        Caches caches = inForce();
        TiercelConfig config = config(caches);
        List<Finding> found =
                new ArrayList<>(JvmCheckup.run(version, config.l1().maxBytes()));
        if (caches == null) {
            found.add(
                    Finding.error("agent", "it caches nothing: " + getState(), "look at its lines on standard error"));
        } else {
            found.addAll(engine.checkup());
        }
        return found.stream().map(Finding::row).toList();
    }

    @Override
    public List<Map<String, String>> explain(String method) {
        return new Explanation(report, config(inForce()), rows(), agent.loadedClasses()).of(method);
    }

    @Override
    public List<Map<String, String>> get(String cache, String key) {
        Object[] look = cachesOrRefuse().lookText(cache, key);
        if (look == null) {
            throw new IllegalArgumentException(
                    "no method of this process reads from a cache " + cache + "; there is " + known());
        }
        return List.of(tier("L1", look, 1), tier("L2", look, 2));
    }

    private static Map<String, String> tier(String tier, Object[] look, int at) {
        Object[] found = (Object[]) look[at];
        Map<String, String> row = row("tier", tier, "key", String.valueOf(look[0]));
        row.put("state", String.valueOf(found[0]));
        if (found[1] instanceof Duration left) {
            row.put("left", String.format(Locale.ROOT, "%.1fs", left.toMillis() / 1_000.0));
        }
        if (found[2] != null) {
            row.put("value", text(found[2]));
        }
        return row;
    }

    /** As the value itself has it; what the application's code throws is told in its place. */
    private static String text(Object value) {
        try {
            String text = value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
            return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            return value.getClass().getName() + " (its toString failed: "
                    + thrown.getClass().getName() + ")";
        }
    }

    private String known() {
        List<String> names =
                cachesOrRefuse().figures().stream().map(CacheFigures::cache).toList();
        return names.isEmpty() ? "none that was used so far" : String.join(", ", names);
    }

    @Override
    public void invalidate(String cache, String key) {
        changes(cache).invalidateText(cache, key);
    }

    @Override
    public void clear(String cache) {
        changes(cache).clear(cache);
    }

    @Override
    public void invalidateTag(String cache, String tag) {
        changes(cache).invalidateTag(cache, tag);
    }

    /** A name that nobody has changes nothing, which a user who has mistyped it wants to hear. */
    private NamedChanges changes(String cache) {
        Caches caches = cachesOrRefuse();
        if (caches.figures().stream().noneMatch(each -> each.cache().equals(cache))) {
            throw new IllegalArgumentException("this process has used no cache " + cache + "; there is " + known());
        }
        return caches.changes();
    }

    @Override
    public long invalidatePattern(String cache, String pattern, boolean dryRun) {
        NamedChanges changes = changes(cache);
        CompletionStage<Long> done =
                dryRun ? changes.countPattern(cache, pattern) : changes.invalidatePattern(cache, pattern);
        try {
            return done.toCompletableFuture().get(PATTERN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            throw new IllegalStateException("it is still under way after " + PATTERN_SECONDS
                    + " seconds, and goes on; Redis may be away: ask for redis");
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Redis did not tell: " + failed.getCause() + "; ask for redis");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        }
    }

    @Override
    public List<Map<String, String>> reload(@Nullable String argument) {
        return agent.reload(argument);
    }

    @Override
    public String detach() {
        int restored = agent.leave();
        return restored < 0 ? "it had left before" : "classes restored: " + restored;
    }

    private static Map<String, String> row(String... namesAndValues) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
