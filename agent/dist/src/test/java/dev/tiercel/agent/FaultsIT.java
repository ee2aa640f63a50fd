package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.testkit.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fails in the agent, in whichever room, the application's calls end as they do without it. */
class FaultsIT {
    /** Room by room: {@code class#method kind}, in packages below {@code dev.tiercel}. */
    private static final List<String> FAULTS = List.of(
            "l1.L1#get throws",
            "l1.L1#get stack",
            "l1.L1#put memory",
            "l1.L1#remove throws",
            "l1.L1#removeTagged throws",
            "shaded.caffeine.cache.BoundedLocalCache#put throws",
            "codec.ValueCodec#encode throws",
            "codec.ValueCodec#encode null",
            "codec.ValueCodec#encode hangs",
            "codec.ValueCodec#decode memory",
            "codec.ValueCodec#decode null",
            "codec.ValueCodec#decode hangs",
            "codec.FrozenSharing#keep throws",
            "key.KeyText#of throws",
            "key.KeyRecipe#of throws",
            "key.CompositeKey#of null",
            "key.CompositeKey$Two#equals throws",
            "entry.Tags#of throws",
            "l2.GuardedL2#get throws",
            "l2.GuardedL2#get interrupts",
            "l2.GuardedL2#get hangs",
            "l2.GuardedL2#lease null",
            "l2.GuardedL2#fill throws",
            "l2.GuardedL2#drop throws",
            "l2.GuardedL2#hold checked",
            "l2.GuardedL2#replace throws",
            "l2.KnownEpochs#now null",
            "redis.RedisStore#get throws",
            "backplane.Backplane#isInSync throws",
            "backplane.Address#of throws",
            "readthrough.ReadThrough#open throws",
            "readthrough.ReadThrough#lead stack",
            "readthrough.ReadThrough#settle throws",
            "readthrough.ReadThrough#settleValue memory",
            "readthrough.Search#run null",
            "readthrough.Search#run hangs",
            "readthrough.Entries#ready throws",
            "readthrough.Entries#entry null",
            "readthrough.Region#join throws",
            "readthrough.Region#leave throws",
            "readthrough.Fence#pass throws",
            "readthrough.Fence#stamp throws",
            "readthrough.Ticket#end throws",
            "readthrough.Batch#run throws",
            "readthrough.InvalidateThrough#begin stack",
            "readthrough.InvalidateThrough#after stack",
            "readthrough.InvalidateThrough#settle memory",
            "readthrough.Caches#reading null",
            "readthrough.Mishaps#happened null",
            "readthrough.Traces#note throws",
            "transaction.Transactions#enter stack",
            "transaction.Transactions#exit stack",
            "transaction.Registry#join throws",
            "metrics.CacheCounts#answered throws",
            "metrics.HitCounter#increment throws",
            "metrics.Events#loaded linkage",
            "log.EventLog#warn throws",
            "weaving.Transformer#transform stack",
            "weaving.Weaver#weave linkage",
            "weaving.Weaver#weaveJdbc throws",
            "weaving.Candidates#isCandidate throws",
            "weaving.Report#woven throws",
            "weaving.Linker#expect throws",
            "weaving.JdbcGate#typesOf throws");

    /**
     * Those that end caching for good, for one cache or for all: a change was not heard of, or could not be dropped, and what
     * it has changed must not be served.
     */
    private static final List<String> FAULTS_THAT_END_IT = List.of(
            "l1.L1#clear throws",
            "entry.CoarseTicker#nanos throws",
            "readthrough.Caches#writing throws",
            "transaction.Transactions#current throws",
            "weaving.LinkedMethod#target null",
            "weaving.JdbcLink#handles throws");

    /** How often bodies run in a talk that was had before: where it reads what it has changed, or cleared. */
    private static final String CACHED = "bodies 24";

    /** Before main, or beside it. */
    private static final List<String> FAULTS_AT_START = List.of(
            "weaving.entry.IsolatedLoader#loadClass throws",
            "weaving.Agent#of throws",
            "weaving.Agent#start linkage",
            "weaving.SelfCheck#run throws",
            "config.ConfigReader#read stack",
            "boot.Engine#wire throws",
            "threads.Daemons#thread memory",
            "export.Telemetry#start throws",
            "export.Telemetry#cacheUsed throws",
            "log.EventLog#write throws",
            "weaving.Linker#linked throws",
            "l1.L1Factory#create null",
            "readthrough.Cache#region throws");

    @TempDir
    static Path folder;

    private static Faults faults;

    @BeforeAll
    static void makeFaults() {
        faults = new Faults(folder);
    }

    private static String named(String fault) {
        return "dev.tiercel." + fault;
    }

    private static String[] named(List<String> faults) {
        return faults.stream().map(FaultsIT::named).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void whatFailsWhileTheApplicationRuns_isNoTroubleOfItsCalls(Jdk jdk) {
        try (RedisServer redis = RedisServer.start()) {
            Ended ended = faults.program(jdk)
                    .property("await.redis", "true")
                    .environment("REDIS_URL", redis.uri())
                    .arguments(named(FAULTS))
                    .run()
                    .well();

            long hanging =
                    FAULTS.stream().filter(each -> each.endsWith(" hangs")).count();
            faults.assertUnharmed(ended, (int) (2 * FAULTS.size() + hanging + 1));
            assertMet(ended, FAULTS.size());
            assertThat(ended.said("again"))
                    .as("after each fault, and at the end for classes that come then, the cache answers as before")
                    .hasSize(FAULTS.size() + 1)
                    .allMatch(line -> line.startsWith("true " + CACHED), CACHED);
        }
    }

    @Test
    void whatFailsWhereAChangeWouldBeLost_endsCachingAndIsNoTroubleOfTheApplication() {
        Stream<Ended> all = FAULTS_THAT_END_IT.parallelStream().map(fault -> faults.program(Jdk.RUNNING)
                .withoutRedis()
                .property("await.uncached", CACHED)
                .arguments(named(List.of(fault)))
                .run()
                .well());
        assertThat(all.toList()).hasSameSizeAs(FAULTS_THAT_END_IT).allSatisfy(ended -> {
            faults.assertUnharmed(ended, 3);
            assertMet(ended, 1);
            assertThat(ended.said("again"))
                    .as("neither for classes that were there nor for those that come")
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("true "))
                    .noneMatch(line -> line.startsWith("true " + CACHED));
            assertThat(ended.err()).anyMatch(line -> line.contains("uncached from now on"));
        });
    }

    private static void assertMet(Ended ended, int faults) {
        assertThat(ended.said("met")).as(ended::toString).hasSize(faults).noneMatch(line -> line.startsWith("0 "));
    }

    @Test
    void whatFailsAtTheStart_isNoTroubleOfTheApplication() {
        Stream<Ended> all = FAULTS_AT_START.parallelStream().map(fault -> faults.program(Jdk.RUNNING)
                .property("fault", named(fault))
                .withoutRedis()
                .run()
                .well());
        assertThat(all.toList()).hasSameSizeAs(FAULTS_AT_START).allSatisfy(ended -> faults.assertUnharmed(ended, 1));
    }

    @Test
    void aStackThatEndsAnywhereInTheAgent_leavesEveryKeyToOtherThreads() {
        ForkedJvm program = ForkedJvm.of("scenario.Overflow").option("-Xint");
        Ended with = program.withoutRedis()
                .property("tiercel.defaults.budget", "300ms")
                .run()
                .well();
        Ended without = ForkedJvm.of("scenario.Overflow")
                .option("-Xint")
                .withoutAgent()
                .run()
                .well();

        assertThat(with.said("=")).as(with::toString).hasSize(6).isEqualTo(without.said("="));
        assertThat(with.said("twice")).as("cached since").contains("0 text", "0 stage");
    }
}
