package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisServer.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server answers when it is not well, and what is done about it. No call throws; each outage has one line. */
class ReactionsTest {
    private static final byte[] VALUE = {1};

    @TempDir
    Path directory;

    @AutoClose
    private final Rig rig = new Rig();

    private L2 ready(RedisServer server) {
        L2 l2 = rig.l2(server.uri(), "redis.topology=standalone");
        Rig.assertServes(l2);
        return l2;
    }

    /** As an application does, until the line is there. */
    private void useUntil(L2 l2, String line) {
        Rig.soon().untilAsserted(() -> {
            at(l2, "tiercel:k");
            put(l2, "tiercel:k", VALUE);
            l2.drop(List.of("tiercel:other"));
            assertThat(rig.lines()).contains("[tiercel] " + line);
        });
    }

    private static String unavailable(String reason) {
        return "WARN Redis unavailable (" + reason + ") – answering from L1 and the database";
    }

    private void assertOneOutage() {
        assertThat(rig.warnings())
                .filteredOn(line -> line.contains("Redis unavailable"))
                .hasSize(1);
    }

    @Test
    void loading_isAnOutage_untilItHasLoaded() throws Exception {
        RedisServer server = rig.server(Options.DEFAULT.withConfig(
                "key-load-delay 1000", "loading-process-events-interval-bytes 1024", "rdbcompression no"));
        server.command("EVAL", "for i = 1, 7000 do redis.call('SET', 'k' .. i, string.rep('v', 100)) end", "0");
        CompletableFuture<Void> restart = CompletableFuture.runAsync(server::restartWithData);
        Rig.soon().until(() -> isLoading(server));
        L2 l2 = rig.l2(server.uri());
        rig.awaitUnavailable("still loading its data");
        server.command("CONFIG", "SET", "key-load-delay", "0");
        restart.get();
        Rig.assertServes(l2);
        assertOneOutage();
    }

    private static boolean isLoading(RedisServer server) {
        try {
            server.command("PING");
            return false;
        } catch (RuntimeException e) {
            return e.getMessage().contains("LOADING");
        }
    }

    @Test
    void busyWithAScript_isAnOutage_untilItEnds() throws Exception {
        RedisServer server = rig.server(Options.DEFAULT.withConfig("busy-reply-threshold 10"));
        L2 l2 = ready(server);
        CompletableFuture<Void> script = CompletableFuture.runAsync(() -> {
            try {
                server.command("EVAL", "while true do end", "0");
            } catch (RuntimeException killed) {
                // That was to be.
            }
        });
        useUntil(l2, unavailable("BUSY: a script holds it up"));
        assertThat(l2.isUsable()).isFalse();
        server.command("SCRIPT", "KILL");
        script.get();
        Rig.assertServes(l2);
        assertOneOutage();
    }

    @Test
    void busyFromTheStart_isNotTakenForATopology() throws Exception {
        RedisServer server = rig.server(Options.DEFAULT.withConfig("busy-reply-threshold 10"));
        CompletableFuture<Void> script = CompletableFuture.runAsync(() -> {
            try {
                server.command("EVAL", "while true do end", "0");
            } catch (RuntimeException killed) {
                // That was to be.
            }
        });
        L2 l2 = rig.l2(server.uri());
        rig.awaitUnavailable("BUSY: a script holds it up");
        server.command("SCRIPT", "KILL");
        script.get();
        Rig.assertServes(l2);
        rig.awaitLine(
                "INFO Redis topology: standalone (auto: the server is a master, and every connection reaches it)");
    }

    @Test
    void fullMemory_pausesFillsAndNothingElse() {
        RedisServer server = rig.server();
        L2 l2 = ready(server);
        put(l2, "tiercel:before", VALUE);
        Rig.soon().until(() -> at(l2, "tiercel:before") != null);
        server.fillMemory();
        useUntil(
                l2,
                "WARN Redis at 127.0.0.1:" + server.port()
                        + " takes no values (OOM): give it memory or an eviction policy (maxmemory-policy volatile-lru), or"
                        + " look at its disk");
        assertThat(l2.isUsable()).isTrue();
        assertThat(at(l2, "tiercel:before")).isEqualTo(VALUE);
        l2.drop(List.of("tiercel:before"));
        assertThat(at(l2, "tiercel:before")).isNull();
        long before = Instances.calls(server, "eval");
        for (int i = 0; i < 100; i++) {
            put(l2, "tiercel:" + i, VALUE);
        }
        // Those of the pause were not even sent; another one may begin while these hundred are called.
        assertThat(at(l2, "tiercel:0")).isNull();
        assertThat(Instances.calls(server, "eval") - before).isLessThan(10);
        assertThat(rig.warnings()).hasSize(1);
        server.heal();
        Rig.assertServes(l2);
    }

    @Test
    void brokenDisk_pausesFills_andDropsAreRepeated() throws Exception {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        RedisServer server = rig.server(Options.DEFAULT.withDataDirectory(gone).withConfig("save 3600 1000000"));
        L2 l2 = ready(server);
        put(l2, "tiercel:before", VALUE);
        Rig.soon().until(() -> at(l2, "tiercel:before") != null);
        Files.delete(gone);
        server.command("BGSAVE");
        useUntil(
                l2,
                "WARN Redis at 127.0.0.1:" + server.port()
                        + " takes no values (MISCONF): give it memory or an eviction policy (maxmemory-policy volatile-lru),"
                        + " or look at its disk");
        assertThat(at(l2, "tiercel:before")).isEqualTo(VALUE);
        l2.drop(List.of("tiercel:before"));
        assertThat(at(l2, "tiercel:before")).isNull();
        server.configure("stop-writes-on-bgsave-error", "no");
        Rig.soon().until(() -> server.get("tiercel:before") == null);
        Rig.assertServes(l2);
        assertThat(rig.warnings()).noneMatch(line -> line.contains("Redis unavailable"));
    }

    @Test
    void masterThatBecomesAReplica_isLeft_andTakenBackAsMaster() {
        masterThatBecomesAReplica_isLeft_andTakenBackAsMaster(
                "standalone",
                "READONLY: it is a replica now",
                "it is a replica, which takes no writes: set redis.topology to replicated or auto");
    }

    /** Behind a name that follows the master, as those of clouds do. */
    @Test
    void masterThatWasFound_andBecomesAReplica_isNoMistakeOfTheUsers() {
        masterThatBecomesAReplica_isLeft_andTakenBackAsMaster("auto", "READONLY: it is a replica now");
    }

    private void masterThatBecomesAReplica_isLeft_andTakenBackAsMaster(String topology, String... reasons) {
        RedisServer other = rig.server();
        RedisServer server = rig.server();
        RedisConfig config = Rig.config(server.uri(), "redis.topology=" + topology);
        RedisStore store = rig.store(config);
        L2 l2 = rig.l2(config, store);
        Rig.assertServes(l2);
        server.command("REPLICAOF", other.host(), String.valueOf(other.port()));
        useUntil(l2, unavailable("READONLY: it is a replica now"));
        Rig.awaitAttempts(store, 5);
        assertThat(l2.isUsable()).isFalse();
        server.command("REPLICAOF", "NO", "ONE");
        Rig.assertServes(l2);
        assertThat(rig.warnings())
                .filteredOn(line -> line.contains("Redis unavailable"))
                .containsExactlyElementsOf(Stream.of(reasons)
                        .map(reason -> "[tiercel] " + unavailable(reason))
                        .toList());
    }

    @Test
    void replicaWithoutItsMaster_isLeft_andTakenBackAsMaster() {
        RedisServer server = rig.server(Options.DEFAULT.withConfig("replica-serve-stale-data no"));
        RedisConfig config = Rig.config(server.uri(), "redis.topology=standalone");
        RedisStore store = rig.store(config);
        L2 l2 = rig.l2(config, store);
        Rig.assertServes(l2);
        server.command("REPLICAOF", "127.0.0.1", String.valueOf(RedisServer.freePort()));
        Rig.soon().until(() -> {
            at(l2, "tiercel:k");
            return !l2.isUsable();
        });
        rig.awaitUnavailable("MASTERDOWN: it is a replica now, without its master");
        Rig.awaitAttempts(store, 5);
        server.command("REPLICAOF", "NO", "ONE");
        Rig.assertServes(l2);
        assertOneOutage();
    }

    @Test
    void foreignTypeAtAKey_isAMiss() {
        RedisServer server = rig.server();
        L2 l2 = ready(server);
        server.command("LPUSH", "tiercel:list", "1");
        for (int i = 0; i < 20; i++) {
            assertThat(at(l2, "tiercel:list")).isNull();
        }
        assertThat(l2.isUsable()).isTrue();
        assertThat(rig.warnings()).isEmpty();
    }
}
