package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Topologies in JVMs of their own: nothing of them outlives those, and they stand beside each other. */
class TopologyProcessesTest {
    private static final Pattern READY =
            Pattern.compile("redis-topology ready kind=(\\w+) uri=(\\S+)(?: stats=(\\S+))?");
    private static final Pattern NODE = Pattern.compile("redis-node role=(\\w+) port=(\\d+) pid=(\\d+)");
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDALONE")
    void nothingIsLeftOfAJvmThatIsKilled(RedisTopology.Kind kind) throws Exception {
        try (Fork fork = new Fork(kind)) {
            assertThat(fork.servers).hasSizeGreaterThanOrEqualTo(3);
            fork.jvm.destroyForcibly().waitFor();
            fork.assertNothingLeft();
        }
    }

    @Test
    void nothingIsLeftAtTheEndOfStandardInput() throws Exception {
        try (Fork fork = new Fork(RedisTopology.Kind.PROXIED, "--nodes", "3", "--password", "s3cret")) {
            assertThat(fork.ready.group(2)).startsWith("redis://:s3cret@127.0.0.1:");
            assertThat(fork.ready.group(3)).startsWith("http://127.0.0.1:");
            fork.jvm.getOutputStream().close();
            assertThat(fork.jvm.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(fork.jvm.exitValue()).isZero();
            fork.assertNothingLeft();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REPLICATED, 'master replica replica sentinel sentinel sentinel'",
        "CLUSTER, 'primary primary primary replica replica replica'",
        "PROXIED, 'node node proxy'"
    })
    void everyProcessIsTold_withItsRole(RedisTopology.Kind kind, String roles) throws Exception {
        try (Fork fork = new Fork(kind)) {
            assertThat(fork.nodes).extracting(node -> node.group(1)).containsExactly(roles.split(" "));
            for (Matcher node : fork.nodes) {
                long pid = Long.parseLong(node.group(3));
                assertThat(fork.servers).extracting(ProcessHandle::pid).contains(pid);
                if (!node.group(1).equals("proxy")) {
                    assertThat(askInfo(Integer.parseInt(node.group(2)))).contains("process_id:" + pid + "\r");
                }
            }
        }
    }

    @Test
    void jvmsAndThreadsStartAtOnce_withoutASharedPort() throws Exception {
        List<Fork> forks = new ArrayList<>();
        List<RedisTopology> own = new ArrayList<>();
        try {
            List<Thread> threads = new ArrayList<>();
            for (RedisTopology.Kind kind : RedisTopology.Kind.values()) {
                Thread thread = new Thread(() -> {
                    RedisTopology redis = RedisTopology.start(kind);
                    synchronized (own) {
                        own.add(redis);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            forks.add(new Fork(RedisTopology.Kind.CLUSTER));
            forks.add(new Fork(RedisTopology.Kind.PROXIED));
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(own).hasSize(RedisTopology.Kind.values().length);

            List<String> ports = new ArrayList<>();
            own.forEach(redis -> ports.addAll(ports(redis.uri())));
            forks.forEach(fork -> ports.addAll(ports(fork.ready.group(2))));
            assertThat(ports).doesNotHaveDuplicates();
        } finally {
            own.forEach(RedisTopology::close);
            forks.forEach(Fork::close);
        }
    }

    @Test
    void aPortIsHeldForItsServer_alsoWhileThatIsDown() throws Exception {
        try (Fork fork = new Fork(RedisTopology.Kind.PROXIED)) {
            int port = Integer.parseInt(ports(fork.ready.group(2)).get(0));
            ProcessHandle proxy = fork.servers.stream()
                    .filter(server -> server.info().command().orElse("").endsWith("haproxy"))
                    .findFirst()
                    .orElseThrow();
            proxy.destroyForcibly();
            await().until(() -> !proxy.isAlive());

            try (Ports ports = new Ports()) {
                assertThat(ports.hold(port)).isFalse();
                fork.jvm.destroyForcibly().waitFor();
                assertThat(ports.hold(port)).isTrue();
            }
        }
    }

    @Test
    void oneJvmGivesNoPortTwice_untilItIsGivenBack() {
        try (Ports one = new Ports();
                Ports two = new Ports()) {
            int port = one.take();
            assertThat(two.hold(port)).isFalse();
            one.close();
            assertThat(two.hold(port)).isTrue();
        }
    }

    private static String askInfo(int port) throws IOException {
        try (RespConnection connection =
                RespConnection.open(RedisLauncher.HOST, port, null, Duration.ofSeconds(5), null)) {
            return String.valueOf(connection.call("INFO", "server"));
        }
    }

    private static List<String> ports(String uri) {
        return PORT.matcher(uri).results().map(match -> match.group(1)).toList();
    }

    /** A JVM that runs a topology, and whose temporary files are in a directory of their own. */
    private final class Fork implements AutoCloseable {
        final Process jvm;
        final List<Matcher> nodes = new ArrayList<>();
        final Matcher ready;
        final Set<ProcessHandle> servers;

        Fork(RedisTopology.Kind kind, String... args) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.io.tmpdir=" + temp,
                    "-cp",
                    System.getProperty("java.class.path"),
                    RedisServerMain.class.getName(),
                    "--topology",
                    kind.name().toLowerCase()));
            command.addAll(List.of(args));
            jvm = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = jvm.inputReader();
            String line = String.valueOf(out.readLine());
            for (Matcher node = NODE.matcher(line); node.matches(); node = NODE.matcher(line)) {
                nodes.add(node);
                line = String.valueOf(out.readLine());
            }
            ready = READY.matcher(line);
            assertThat(ready.matches()).isTrue();
            servers = new HashSet<>(jvm.descendants().toList());
        }

        void assertNothingLeft() {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(servers).noneMatch(ProcessHandle::isAlive);
                try (var files = Files.list(temp)) {
                    assertThat(files)
                            .noneMatch(file -> file.getFileName().toString().startsWith("tiercel"));
                }
            });
        }

        @Override
        public void close() {
            jvm.destroyForcibly();
        }
    }
}
