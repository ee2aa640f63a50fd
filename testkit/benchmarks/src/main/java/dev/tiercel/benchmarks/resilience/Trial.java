package dev.tiercel.benchmarks.resilience;

import dev.tiercel.benchmarks.Table;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One subject on one topology: a process that calls, and what is done to its Redis meanwhile. */
final class Trial implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 10_000;

    /** So many keys on a server show that it is used. */
    private static final int SOME_KEYS = 50;

    private static final int NOTICED_CALLS = 20;
    private static final int MAX_PAUSE_MILLIS = 300;

    private final RedisTopology redis;
    private final String agent;
    private final String subject;
    private final Pace pace;
    private final Table table;
    private LoadProcess load;

    /**
     * @param agent the jar; empty: the subject is the one by hand
     */
    Trial(RedisTopology redis, String agent, Pace pace, Table table) throws IOException, InterruptedException {
        this.redis = redis;
        this.agent = agent;
        this.subject = agent.isEmpty() ? "by hand" : "agent";
        this.pace = pace;
        this.table = table;
        this.load = LoadProcess.start(agent, redis);
        Thread.sleep(pace.warm());
    }

    interface Step {
        void run() throws Exception;
    }

    /** The server that holds most of the subject's entries, once all is well and L2 is used. */
    RedisServer busiest() throws InterruptedException, IOException {
        settle();
        RedisServer most = redis.nodes().get(0);
        for (RedisServer node : redis.nodes()) {
            most = keys(node).size() > keys(most).size() ? node : most;
        }
        return most;
    }

    /** Heals and waits until L2 is used; a process that does not come to use it is replaced, and that is told. */
    void settle() throws InterruptedException, IOException {
        redis.heal();
        if (!isUsed(Call.now())) {
            System.out.println("! " + subject + ": stuck, L2 is not used 10 s after all was healed: " + redis.kind());
            load.close();
            load = LoadProcess.start(agent, redis);
            Thread.sleep(pace.warm());
        }
        Thread.sleep(pace.before());
    }

    private boolean isUsed(long since) throws InterruptedException {
        if (load.await(since, PATIENCE_MILLIS, Trial::isHit).isEmpty()) {
            return false;
        }
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += 100) {
            int keys =
                    redis.nodes().stream().mapToInt(node -> keys(node).size()).sum();
            if (keys >= SOME_KEYS) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    private static boolean isHit(Call call) {
        return call.result() == Call.Result.L2;
    }

    /** The ids of the items that the server holds. */
    private static Set<Integer> keys(RedisServer server) {
        Set<Integer> ids = new HashSet<>();
        if (server.command("KEYS", "*:" + Subject.CACHE + ":*") instanceof List<?> keys) {
            for (Object key : keys) {
                String text = String.valueOf(key);
                ids.add(Integer.valueOf(text.substring(text.lastIndexOf(':') + 1)));
            }
        }
        return ids;
    }

    /** The keys whose server it is: two looks see most of those that come and go. */
    private static Predicate<Call> hitOn(RedisServer server) throws InterruptedException {
        Set<Integer> ids = keys(server);
        Thread.sleep(200);
        ids.addAll(keys(server));
        return call -> isHit(call) && ids.contains((int) call.id());
    }

    /** Redis is away for that time, and returns. */
    void outage(String event, RedisServer victim, long awayMillis, Step strike, Step undo) throws Exception {
        Predicate<Call> hit = hitOn(victim);
        measureOutage(event, hit, awayMillis, strike, undo);
    }

    /** The same after a while without any call. */
    void outageAfterIdling(String event, RedisServer victim, long idleMillis, long awayMillis, Step strike, Step undo)
            throws Exception {
        Predicate<Call> hit = hitOn(victim);
        load.pause();
        Thread.sleep(idleMillis);
        measureOutage(
                event,
                hit,
                awayMillis,
                () -> {
                    strike.run();
                    load.go();
                },
                undo);
    }

    private void measureOutage(String event, Predicate<Call> hit, long awayMillis, Step strike, Step undo)
            throws Exception {
        begin(event);
        strike.run();
        long gone = Call.now();
        Log.line("gone");
        Thread.sleep(awayMillis);
        undo.run();
        long back = Call.now();
        Log.line("back");
        Optional<Call> again = load.await(gone, PATIENCE_MILLIS, hit);
        Thread.sleep(pace.after());
        finish(event, new Measures(gone, back, back, end(again), false, OptionalLong.empty()));
    }

    /** Part of the servers is away, and the rest has to do from that moment on. */
    void partial(String event, RedisServer victim, long millis, Step strike, Step usable) throws Exception {
        Predicate<Call> hit = hitOn(victim);
        begin(event);
        strike.run();
        long gone = Call.now();
        CompletableFuture<Long> ready = CompletableFuture.supplyAsync(() -> {
            try {
                usable.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return Call.now();
        });
        Optional<Call> again = load.await(gone, PATIENCE_MILLIS, hit);
        long left = millis - (Call.now() - gone) / 1_000;
        Thread.sleep(Math.max(0, left));
        long end = Call.now();
        finish(event, new Measures(gone, end, ready.get(), end(again), false, OptionalLong.empty()));
    }

    /** A server is back that the others did without; whether it gets entries again is up to the subject. */
    void returned(String event, RedisServer server, long millis, Step undo, Step usable) throws Exception {
        begin(event);
        undo.run();
        long back = Call.now();
        usable.run();
        long ready = Call.now();
        OptionalLong filled = OptionalLong.empty();
        while (filled.isEmpty() && Call.now() - ready < millis * 1_000) {
            Thread.sleep(10);
            filled = keys(server).isEmpty() ? OptionalLong.empty() : OptionalLong.of(Call.now());
        }
        Thread.sleep(pace.after());
        finish(event, new Measures(back, Call.now(), ready, filled, true, OptionalLong.empty()));
    }

    /** A master's place is taken by another. */
    void failover(
            String event,
            RedisServer old,
            List<RedisServer> candidates,
            Supplier<RedisServer> successor,
            FailoverCause cause)
            throws Exception {
        String key = "kit:" + tagOf(old);
        try (Succession succession = new Succession(old, candidates, key, successor, cause.staysUp())) {
            begin(event);
            CompletableFuture<Void> struck = new CompletableFuture<>();
            long gone = Call.now();
            if (cause.staysUp()) {
                struck = CompletableFuture.runAsync(() -> unchecked(cause.strike()));
            } else {
                cause.strike().run();
                gone = Call.now();
                struck.complete(null);
            }
            Log.line("gone");
            Thread.sleep(pace.failover());
            struck.join();
            cause.undo().run();
            cause.tell().accept(succession);
            Log.line("back");
            long end = Call.now();
            Thread.sleep(pace.isFull() ? 3_000 : 1_500);
            finish(
                    event,
                    new Measures(
                            gone,
                            end,
                            Math.max(
                                    succession.writable().orElse(end),
                                    succession.named().orElse(end)),
                            succession.used(),
                            false,
                            OptionalLong.of(succession.demotedWrites())));
        }
    }

    private static void unchecked(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A hash tag that the server's slots have; any, where there are no slots. */
    private String tagOf(RedisServer server) {
        if (redis.kind() != RedisTopology.Kind.CLUSTER) {
            return "master";
        }
        return keysOf(server).get(0);
    }

    private static List<String> keysOf(RedisServer server) {
        List<String> names = new ArrayList<>();
        if (server.command("KEYS", "*:" + Subject.CACHE + ":*") instanceof List<?> keys) {
            keys.forEach(key -> names.add("{" + key + "}"));
        }
        return names;
    }

    /** Kills and restarts the one server again and again; looks for a client that does not come back. */
    void rounds(RedisServer server, int count, Table results) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<Long> times = new ArrayList<>();
        int stuck = 0;
        long begun = Call.now();
        begin(count + " rounds");
        for (int i = 0; i < count; i++) {
            server.kill();
            long gone = Call.now();
            int[] noticed = new int[1];
            load.await(gone, PATIENCE_MILLIS, call -> ++noticed[0] > NOTICED_CALLS);
            Thread.sleep(random.nextInt(MAX_PAUSE_MILLIS));
            server.restart();
            long back = Call.now();
            Optional<Call> again = load.await(gone, PATIENCE_MILLIS, Trial::isHit);
            if (again.isPresent()) {
                times.add(Math.max(0, again.get().end() - back));
            } else {
                stuck++;
                Log.line("stuck");
            }
        }
        long end = Call.now();
        List<Call> calls = load.planned(begun, end);
        results.add(
                count + " rounds",
                subject,
                stuck,
                calls.stream()
                        .filter(call -> call.result() == Call.Result.ERROR || call.result() == Call.Result.WRONG)
                        .count(),
                Measures.shown(Measures.millis(
                        calls.stream().mapToLong(Call::took).max().orElse(0))),
                Measures.shown(Measures.median(times.stream().mapToLong(Long::longValue))),
                Measures.shown(Measures.millis(
                        times.stream().mapToLong(Long::longValue).max().orElse(0))));
    }

    private void begin(String event) {
        Log.line(redis.kind() + ", " + subject + ": " + event);
    }

    private void finish(String event, Measures measures) {
        measures.addTo(table, event, subject, load, Call.now());
    }

    private static OptionalLong end(Optional<Call> call) {
        return call.map(found -> OptionalLong.of(found.end())).orElseGet(OptionalLong::empty);
    }

    @Override
    public void close() throws InterruptedException {
        load.close();
    }
}
