package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** To the system, a process with the agent is like one without. */
class ProcessIT {
    /** 128 and the number of SIGTERM: what the virtual machine ends with. */
    private static final int TERMINATED = 143;

    private static final long CALLS = 30_000;
    private static final long KB_OF_NOISE = 8 * 1024;

    /** The JDK's own, made once it is asked to wait for something, and kept. */
    private static final int THREADS_OF_NOISE = 2;

    private static final int FILES_OF_NOISE = 4;

    /** The agent's jar, for the class path and for the engine, and what the JDK keeps once it was asked for it. */
    private static final int FILES_LEFT = 8;

    /** As docs/agent.md bounds them: those that are always there, of Redis, and for answers and loads. */
    private static final int THREADS = 5 + 12 + 32;

    private static RedisServer redis;

    @TempDir
    Path temp;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void endRedis() {
        redis.close();
    }

    private static ForkedJvm shop(Jdk jdk) {
        return ForkedJvm.of(jdk, "scenario.Shop")
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.redis.deadline", "10s"); // A busy machine is no outage.
    }

    /** At a class that is just loaded, the agent is at another place of its way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.tiercel.weaving.entry.TiercelAgent ",
                "dev.tiercel.weaving.Agent ",
                "dev.tiercel.shaded.asm.ClassReader ",
                "dev.tiercel.shaded.lettuce.core.RedisClient "
            })
    void terminatedWhileTheAgentStarts_itEnds(String loaded) {
        try (RunningJvm program =
                shop(Jdk.RUNNING).option("-Xlog:class+load:file=/dev/stderr").start()) {
            program.awaitErr(line -> line.contains(loaded));
            assertThat(program.terminate().exit()).as(program::toString).isEqualTo(TERMINATED);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void terminatedUnderLoad_itEnds_andSaysNothing(Jdk jdk) {
        try (RunningJvm program = shop(jdk).start()) {
            program.awaitRedis();
            program.ask("load");
            awaitCalls(program);
            Ended ended = program.terminate();
            assertThat(ended.exit()).as(ended::toString).isEqualTo(TERMINATED);
            ended.assertThatErr().allMatch(line -> line.startsWith("[tiercel] INFO "));
        }
    }

    /** Without rights to anything: as nobody, if this is run by somebody who may become that. */
    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void whereNothingCanBeWritten_itIsCached_andWritesNothing(Jdk jdk) throws IOException {
        Path agent = Files.copy(ForkedJvm.AGENT, temp.resolve("agent.jar"));
        Path api = temp.resolve("api.jar");
        Path shop = temp.resolve("shop.jar");
        try (Jars first = Jars.at(api, Map.of());
                Jars second = Jars.at(shop, Map.of())) {
            first.unpacked(ForkedJvm.API);
            second.folder("", ForkedJvm.SCENARIOS);
        }
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("r-xr-xr-x"));
        ForkedJvm program = shop(jdk)
                .agent(agent)
                .classPath(List.of(shop, api))
                .in(temp)
                .option("-XX:-UsePerfData")
                .property("java.io.tmpdir", "/nowhere")
                .property("user.home", "/nowhere");
        if (System.getProperty("user.name").equals("root")) {
            program.startedBy(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        try (RunningJvm running = program.start()) {
            running.awaitRedis();
            assertThat(running.ask("find text " + jdk.version())).isEqualTo("LOADER row" + jdk.version());
            assertThat(running.ask("find text " + jdk.version())).isEqualTo("L1 row" + jdk.version());
            Ended ended = running.awaitEnd().well();
            ended.assertThatErr()
                    .filteredOn(line -> !line.equals("WARNING: java.io.tmpdir directory does not exist")) // The JDK's.
                    .allMatch(line -> line.startsWith("[tiercel] INFO "));
        }
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).containsExactlyInAnyOrder(agent, api, shop);
        } finally {
            Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void whereItCouldWrite_itDoesNot() throws IOException {
        for (String folder : List.of("work", "temp", "home")) {
            Files.createDirectories(temp.resolve(folder));
        }
        try (RunningJvm running = shop(Jdk.RUNNING)
                .in(temp.resolve("work"))
                .property("java.io.tmpdir", temp.resolve("temp").toString())
                .property("user.home", temp.resolve("home").toString())
                .start()) {
            running.awaitRedis();
            running.ask("find text 1");
            try (Stream<Path> all = Files.walk(temp)) {
                assertThat(all.filter(Files::isRegularFile)).isEmpty();
            }
            running.awaitEnd().well();
        }
        try (Stream<Path> all = Files.walk(temp)) {
            assertThat(all.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void underLoad_threadsFilesAndHeapStayWhereTheyAre_andGoWithTheAgent(Jdk jdk) {
        try (RunningJvm bare = shop(jdk).withoutAgent().start();
                RunningJvm program = shop(jdk).start()) {
            long[] without = underLoad(bare);
            program.awaitRedis();
            long[] first = underLoad(program);
            long[] then = underLoad(program);

            assertThat(then[0]).as("threads").isLessThanOrEqualTo(without[0] + THREADS);
            assertThat(then[1]).as("files").isLessThanOrEqualTo(first[1] + FILES_OF_NOISE);
            assertThat(then[2]).as("KB of heap").isLessThan(first[2] + KB_OF_NOISE);
            assertThat(program.ask("leave")).isEqualTo("true");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                long[] left = resources(program);
                assertThat(left[0]).as("threads").isLessThanOrEqualTo(without[0] + THREADS_OF_NOISE);
                assertThat(left[1]).as("files").isLessThanOrEqualTo(without[1] + FILES_LEFT);
            });
            program.awaitEnd().well();
        }
    }

    private static long[] underLoad(RunningJvm program) {
        program.ask("load");
        awaitCalls(program);
        assertThat(program.ask("end-load")).isEqualTo("failures 0 wrong 0");
        return resources(program);
    }

    private static long[] resources(RunningJvm program) {
        return Arrays.stream(program.ask("resources").split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static void awaitCalls(RunningJvm program) {
        await().atMost(Duration.ofSeconds(100)).until(() -> Long.parseLong(program.ask("progress")) >= CALLS);
    }
}
