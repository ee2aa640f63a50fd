package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.NodeState;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisServer.Options;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers by socket, by name, and by names that come to stand for something else. */
class AddressTest {
    @TempDir
    Path directory;

    @AutoClose
    private final Rig rig = new Rig();

    private static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    @Test
    void unixSocket_servesAndIsFoundAgain() throws Exception {
        Path socket = directory.resolve("redis.sock");
        RedisServer server = rig.server(Options.DEFAULT.withConfig("unixsocket " + socket));
        L2 l2 = rig.l2("unix://" + socket);
        Rig.assertServes(l2);
        rig.awaitLine("INFO Redis ready (" + socket + ")");
        server.kill();
        Files.deleteIfExists(socket);
        rig.awaitUnavailable("disconnected");
        server.restart();
        Rig.assertServes(l2);
    }

    @Test
    void missingSocket_isSaid_andFoundWhenItComes() {
        Path socket = directory.resolve("late.sock");
        L2 l2 = rig.l2("unix://" + socket);
        rig.awaitUnavailable("no such socket");
        rig.server(Options.DEFAULT.withConfig("unixsocket " + socket));
        Rig.assertServes(l2);
    }

    @Test
    void ipv6_serves() {
        RedisServer server = rig.server(Options.DEFAULT.withConfig("bind 127.0.0.1 ::1"));
        L2 l2 = rig.l2("redis://[::1]:" + server.port());
        Rig.assertServes(l2);
        rig.awaitLine("INFO Redis ready ([::1]:" + server.port() + ")");
    }

    @Test
    void unknownHost_isSaidOnce_andFoundWhenItIsKnown() throws Exception {
        RedisServer server = rig.server();
        AtomicReference<InetAddress> answer = new AtomicReference<>();
        RedisConfig config = Rig.config("redis://cache1.example:" + server.port(), "redis.topology=standalone");
        RedisStore store = rig.store(config, dns(answer));
        L2 l2 = rig.l2(config, store);
        rig.awaitUnavailable("unknown host");
        Rig.awaitAttempts(store, 3);
        assertThat(rig.lines()).hasSize(1);
        answer.set(loopback(1));
        Rig.assertServes(l2);
    }

    @Test
    void nameWithSeveralAddresses_isTriedAtEach() throws Exception {
        RedisServer server = rig.server();
        RedisConfig config = Rig.config("redis://caches.example:" + server.port(), "redis.topology=standalone");
        InetAddress[] answer = {loopback(9), loopback(8), loopback(1)};
        L2 l2 = rig.l2(config, rig.store(config, host -> answer));
        Rig.assertServes(l2);
    }

    private static Client.Dns dns(AtomicReference<InetAddress> answer) {
        return host -> {
            InetAddress known = answer.get();
            if (known == null) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {known};
        };
    }

    @Test
    void nameThatMovesWhileItsServerIsDead_isFollowed() throws Exception {
        RedisServer first = rig.server();
        startBeside(first);
        AtomicReference<InetAddress> answer = new AtomicReference<>(loopback(1));
        RedisConfig config = Rig.config("redis://cache1.example:" + first.port());
        L2 l2 = rig.l2(config, rig.store(config, dns(answer)));
        Rig.assertServes(l2);
        first.kill();
        rig.awaitUnavailable("disconnected");
        answer.set(InetAddress.getByName("::1"));
        Rig.assertServes(l2);
    }

    @Test
    void nameThatMovesWhileItsServerLives_isFollowed_andIsNoProxy() throws Exception {
        RedisServer first = rig.server();
        startBeside(first);
        AtomicReference<InetAddress> answer = new AtomicReference<>(loopback(1));
        RedisConfig config = Rig.config("redis://cache1.example:" + first.port(), "redis.topology-refresh=400ms");
        RedisStore store = rig.store(config, dns(answer));
        L2 l2 = rig.l2(config, store);
        Rig.assertServes(l2);
        answer.set(InetAddress.getByName("::1"));
        rig.awaitUnavailable("its name has another address now");
        Rig.assertServes(l2);
        put(l2, "tiercel:k", new byte[] {2});
        Rig.soon().until(() -> at(l2, "tiercel:k") != null);
        assertThat(first.get("tiercel:k")).isNull();
        assertThat(rig.lines()).noneMatch(line -> line.contains("proxied"));
        assertThat(store.nodes().get(0).history())
                .extracting(NodeState.Transition::cause)
                .containsSubsequence("its name has another address now", "answers");
    }

    /** Another server at the same port of another address. The test kit reaches it at its first one only. */
    private void startBeside(RedisServer first) {
        rig.server().command("CONFIG", "SET", "bind", "::1", "port", String.valueOf(first.port()));
    }
}
