package dev.tiercel.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code ./demo}, and what it tells its user to do. */
class DemoIT {
    private static final Pattern VICTIM = Pattern.compile("kill -9 (\\d+);");
    private static final Pattern PIDS = Pattern.compile("(?m)^redis-node .* pid=(\\d+)$");
    private static final Origin DATABASE = new Origin("db", "loader");
    private static final Origin L1 = new Origin("cache", "L1");
    private static final int TERMINATED = 128 + 15;

    @Test
    void itsCommandsDoWhatItSays_andNothingIsLeftOfIt() throws Exception {
        try (var demo = DemoProcess.start(RedisServer.freePort(), "--topology", "sentinel")) {
            var client = demo.client();
            assertThat(client.get("/api/products/1").origin()).isEqualTo(DATABASE);
            assertThat(client.get("/api/products/1").origin()).isEqualTo(L1);

            var victim = VICTIM.matcher(demo.output());
            assertThat(victim.find()).as(demo.output()).isTrue();
            await("the first master").atMost(Duration.ofSeconds(20)).until(() -> readies(demo) == 1);
            assertThat(ProcessHandle.of(Long.parseLong(victim.group(1)))
                            .orElseThrow()
                            .destroyForcibly())
                    .isTrue();
            assertThat(client.get("/api/products/2").origin()).isEqualTo(DATABASE);
            await("the next master").atMost(Duration.ofSeconds(30)).until(() -> readies(demo) == 2);

            List<Long> servers = PIDS.matcher(Files.readString(demo.redisLog()))
                    .results()
                    .map(pid -> Long.parseLong(pid.group(1)))
                    .toList();
            assertThat(servers).hasSize(6);
            assertThat(demo.all()).extracting(ProcessHandle::pid).contains(servers.get(servers.size() - 1));
            assertThat(demo.end()).isEqualTo(TERMINATED);
            await("the end of all processes").atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(demo.all())
                    .noneMatch(ProcessHandle::isAlive));
            assertThat(servers)
                    .allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
        }
    }

    @Test
    void twoInstancesShareADatabase_andTheLabBreaksTheirRedis() throws Exception {
        int port = firstOfTwoFreePorts();
        try (var demo = DemoProcess.start(port, "--instances", "2")) {
            var one = demo.client();
            var other = new Client(demo.base().resolve("http://localhost:" + (port + 1)));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(demo.redisLog())))
                    .as("the log with the token")
                    .isEqualTo("rw-------");
            assertThat(one.get("/api/instances").json().size()).isEqualTo(2);
            await("an instance that hears the other")
                    .until(() -> one.resilience().get("backplane").get("inSync").getBooleanValue());
            assertThat(other.get("/api/products/1").origin().tier()).isNotEmpty();
            assertThat(one.put("/api/products/1", Client.product("Of the demo", "5.00"))
                            .status())
                    .isEqualTo(200);
            await("the change").until(() -> other.get("/api/products/1").name().equals("Of the demo"));

            assertThat(one.get("/api/lab").body()).contains("\"standalone\"", "\"restart\"", "\"hang\"");
            var unknown = one.post("/api/lab/redis/explode", "");
            assertThat(unknown.status()).isEqualTo(400);
            assertThat(unknown.message()).contains("[explode]", "standalone", "restart, hang, cut-subscription");

            try (var restart = EventStream.post(demo.base().resolve("/api/lab/redis/restart?seconds=5"));
                    var loop = EventStream.post(demo.base().resolve("/api/lab/loop/anna/100000"))) {
                assertThat(restart.await("start").get("seconds").getIntValue()).isEqualTo(5);
                assertThat(one.post("/api/lab/loop/anna/1", "").status()).isEqualTo(409);
                assertThat(loop.await("progress").get("failed").getIntValue()).isZero();
                await("an update while Redis is away")
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> restart.await("retry_update")
                                .get("state")
                                .getStringValue()
                                .equals("unavailable"));
                var complete = restart.await("complete");
                assertThat(complete.get("success").getBooleanValue())
                        .as(complete.toString())
                        .isTrue();
                assertThat(complete.get("noticed").getBooleanValue()).isTrue();
                assertThat(complete.get("recoveryMillis").getLongValue()).isBetween(0L, 30_000L);
            }
            // Who reads no more ends the loop; the next one says at its end what it has found.
            await("the end of the loop").untilAsserted(() -> {
                try (var loop = EventStream.post(demo.base().resolve("/api/lab/loop/anna/50"))) {
                    var report = loop.await("report");
                    assertThat(report.get("iterations").getIntValue()).isEqualTo(50);
                    assertThat(report.get("failed").getIntValue()).isZero();
                    assertThat(report.get("success").getBooleanValue()).isTrue();
                    assertThat(report.get("restartDetected").getBooleanValue()).isFalse();
                }
            });
        }
    }

    private static int firstOfTwoFreePorts() {
        var port = RedisServer.freePort();
        // The next one is taken by somebody now and then: the demo would refuse to start, and say so.
        return port == 65_535 ? port - 1 : port;
    }

    private static long readies(DemoProcess demo) {
        return demo.sampleLog()
                .lines()
                .filter(line -> line.contains("Redis ready (master "))
                .count();
    }
}
