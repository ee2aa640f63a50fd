package dev.tiercel.redis;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.config.Endpoint;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.config.RedisTimes;
import dev.tiercel.control.Finding;
import dev.tiercel.l2.L2Failure;
import dev.tiercel.log.EventLog;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The connections of one look at Redis, the time that is left for it, and what was found. */
final class CheckupSession implements AutoCloseable {
    private static final Duration ALL = Duration.ofSeconds(10);
    private static final Duration ONE = Duration.ofSeconds(3);

    private final RedisConfig config;
    private final String prefix;
    private final ScheduledThreadPoolExecutor loop;
    private final Client client;
    private final Backplane nobody;
    private final long endNanos = System.nanoTime() + ALL.toNanos();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Endpoint> away = new HashSet<>();
    private final Queue<Wire> wires = new ConcurrentLinkedQueue<>();

    CheckupSession(RedisConfig config, String prefix) {
        this.config = config;
        this.prefix = prefix;
        RedisThreads threads = new RedisThreads();
        loop = new ScheduledThreadPoolExecutor(1, threads);
        client = new Client(patient(config), InetAddress::getAllByName, threads, loop, Client.REBUILD_PAUSE);
        nobody = new Backplane(config.times().heartbeat(), silent());
    }

    private static EventLog silent() {
        return EventLog.to(line -> {});
    }

    /** Who is slow is to be found slow, not away. */
    private static RedisConfig patient(RedisConfig config) {
        RedisTimes times = config.times();
        RedisTimes patient = new RedisTimes(
                times.connectTimeout(),
                ONE,
                times.reconnectMax(),
                times.heartbeat(),
                times.topologyRefresh(),
                times.replayWindow(),
                times.fenceLease());
        return new RedisConfig(
                config.enabled(), config.target(), config.login(), config.tls(), patient, config.requestQueue());
    }

    RedisConfig config() {
        return config;
    }

    String prefix() {
        return prefix;
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    CompletionStage<Wire> server(Endpoint endpoint) {
        return client.open(endpoint).thenApply(this::kept);
    }

    CompletionStage<Wire> sentinel(Endpoint endpoint) {
        return client.openSentinel(endpoint).thenApply(this::kept);
    }

    CompletionStage<Feed.Subscription> subscription(Endpoint endpoint) {
        return client.subscribe(endpoint, prefix + "backplane", run -> true, message -> {}, () -> {});
    }

    private Wire kept(Wire wire) {
        wires.add(wire);
        return wire;
    }

    /** It cannot be reached, and that is told. */
    void away(Endpoint endpoint) {
        away.add(endpoint);
    }

    /** Side by side, by their names; of those that cannot be reached it is told, once. */
    Map<String, Wire> open(List<Endpoint> endpoints, String advice) {
        Map<Endpoint, CompletionStage<Wire>> attempts = new LinkedHashMap<>();
        endpoints.forEach(each -> attempts.put(each, server(each)));
        Map<String, Wire> opened = new LinkedHashMap<>();
        attempts.forEach((endpoint, attempt) -> {
            try {
                opened.put(endpoint.toString(), await(attempt));
            } catch (L2Failure why) {
                if (away.add(endpoint)) {
                    add(Finding.error("server " + endpoint, why.reason(), advice));
                }
            }
        });
        return opened;
    }

    /** What the servers are; of a configuration that says it, too. */
    Detection.Found detect() {
        CompletableFuture<Detection.Found> found = new CompletableFuture<>();
        Context context = new Context(
                config,
                prefix,
                client,
                loop,
                silent(),
                () -> {},
                nobody,
                config.target().sentinels());
        context.onLoop(0, () -> new Detection(context, found::complete).start());
        return await(found);
    }

    /** Fails in words for a user. */
    <T> T await(CompletionStage<T> answer) {
        long nanos = Math.min(ONE.toNanos(), endNanos - System.nanoTime());
        try {
            return answer.toCompletableFuture().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw RedisTrouble.of(failed).failure();
        } catch (TimeoutException late) {
            throw L2Failure.timedOut();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw L2Failure.outage("interrupted");
        }
    }

    /** What may be refused to us; null: it was. */
    <T> @Nullable T ask(CompletionStage<T> question) {
        CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
        question.whenComplete((value, failure) -> {
            if (failure == null || RedisTrouble.isReply(failure)) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return await(answer);
    }

    /** The fields of INFO; empty: it was refused. */
    Map<String, String> info(Wire wire) {
        String text = ask(wire.commands().info());
        return text == null ? Map.of() : fields(text);
    }

    static Map<String, String> fields(String lines) {
        Map<String, String> fields = new HashMap<>();
        lines.lines().filter(line -> line.indexOf(':') > 0).forEach(line -> {
            int colon = line.indexOf(':');
            fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
        });
        return fields;
    }

    @Override
    public void close() {
        wires.forEach(Wire::close);
        nobody.close();
        loop.shutdownNow();
        client.close();
    }
}
