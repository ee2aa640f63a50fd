package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.testkit.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The virtual machine's archives of classes, and its doors that can be shut: cached in both tiers with each. */
class ArchivesIT {
    private static final int FIRST_WITH_ONE_STEP_AOT = 25;

    /** What newer virtual machines say of an archive beside any agent. */
    private static final String OF_THE_MACHINE = "\\[[0-9.]+s]\\[error]\\[cds] .*";

    private static final AtomicInteger KEYS = new AtomicInteger();

    private static RedisServer redis;

    /** Classes are archived from jars only. */
    private static List<Path> classPath;

    @TempDir
    static Path jars;

    @TempDir
    Path temp;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        Path jar = jars.resolve("shop.jar");
        try (Jars made = Jars.at(jar, Map.of())) {
            made.folder("", ForkedJvm.SCENARIOS);
        }
        classPath = List.of(jar, ForkedJvm.API);
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    /** Those whose AOT cache is made by one run; none, where this machine has none. */
    static Stream<Jdk> aot() {
        return Jdks.from(FIRST_WITH_ONE_STEP_AOT).stream();
    }

    private static ForkedJvm shop(Jdk jdk) {
        return ForkedJvm.of(jdk, "scenario.Shop")
                .classPath(classPath)
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.redis.deadline", "10s"); // A busy machine is no outage.
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void anArchiveOfClasses_thatWasMadeWithoutTheAgent(Jdk jdk) {
        Path archive = temp.resolve("shop.jsa");
        Path loaded = temp.resolve("loaded");
        shop(jdk)
                .withoutAgent()
                .option("--add-modules=java.instrument")
                .option("-XX:ArchiveClassesAtExit=" + archive)
                .option("-Xlog:disable")
                .run()
                .well();

        assertCached(shop(jdk).option("-XX:SharedArchiveFile=" + archive).option("-Xlog:class+load:file=" + loaded))
                .assertThatOut()
                .filteredOn(line -> !line.matches(OF_THE_MACHINE))
                .hasSize(3);

        assertThat(loaded).content().contains("source: shared objects file (top)");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("aot")
    void anAotCache_thatWasTrainedWithTheAgent(Jdk jdk) {
        Path cache = temp.resolve("shop.aot");
        Path loaded = temp.resolve("loaded");
        assertCached(shop(jdk).option("-XX:AOTCacheOutput=" + cache).option("-Xlog:disable"));

        assertCached(shop(jdk).option("-XX:AOTCache=" + cache).option("-Xlog:class+load:file=" + loaded))
                .assertThatOut()
                .hasSize(3);

        assertThat(loaded).content().contains("java.util.ImmutableCollections source: shared objects file");
    }

    /** The virtual machine refuses it: an agent brings the module java.instrument. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("aot")
    void anAotCache_thatWasTrainedWithoutTheAgent(Jdk jdk) {
        Path cache = temp.resolve("shop.aot");
        shop(jdk)
                .withoutAgent()
                .option("-XX:AOTCacheOutput=" + cache)
                .option("-Xlog:disable")
                .run()
                .well();

        assertCached(shop(jdk).option("-XX:AOTCache=" + cache));
    }

    /** Its application classes are there before the agent is. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("aot")
    void anAotCache_thatWasTrainedWithoutTheAgent_butWithItsModule(Jdk jdk) {
        Path cache = temp.resolve("shop.aot");
        shop(jdk)
                .withoutAgent()
                .option("--add-modules=java.instrument")
                .option("-XX:AOTCacheOutput=" + cache)
                .option("-Xlog:disable")
                .run()
                .well();

        assertCached(shop(jdk).option("--add-modules=java.instrument").option("-XX:AOTCache=" + cache))
                .assertThatOut()
                .hasSize(3);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("aot")
    void nativeAccessAndUnsafeMemory_denied(Jdk jdk) {
        Ended ended = assertCached(
                shop(jdk).option("--illegal-native-access=deny").option("--sun-misc-unsafe-memory-access=deny"));

        ended.assertThatOut().hasSize(3);
        ended.assertThatErr().allMatch(line -> line.startsWith("[tiercel] INFO "));
    }

    private static Ended assertCached(ForkedJvm program) {
        int id = KEYS.incrementAndGet();
        try (RunningJvm running = program.start()) {
            running.awaitRedis();
            assertThat(running.ask("find text " + id)).isEqualTo("LOADER row" + id);
            assertThat(running.ask("find text " + id)).isEqualTo("L1 row" + id);
            return running.awaitEnd().well();
        }
    }
}
