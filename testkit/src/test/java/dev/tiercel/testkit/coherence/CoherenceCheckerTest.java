package dev.tiercel.testkit.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.coherence.Violation.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The checker with its own load over instances that are right, and that are wrong in one way each. */
class CoherenceCheckerTest {
    private static final CoherenceSettings SETTINGS = CoherenceSettings.DEFAULT
            .withKeys("row-", 4)
            .withLoad(2, 0.2, Duration.ofNanos(100_000))
            .withBounds(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final FakeCluster cluster = new FakeCluster(3);

    /** Runs until there was that much of each, or a violation. */
    private CoherenceReport check(CoherenceSettings settings) {
        try (CoherenceChecker checker = new CoherenceChecker(cluster.instances, settings)) {
            checker.start();
            await().until(() -> {
                CoherenceReport report = checker.report();
                return !report.isCoherent() || (report.reads() > 2_000 && report.writes() > 300);
            });
            return checker.finish(Duration.ofMillis(50));
        }
    }

    @Test
    void coherentInstancesPass() {
        CoherenceReport report = check(SETTINGS);
        assertThat(report.requireCoherence().violations()).isEmpty();
        assertThat(report.firstFresh()).hasSize(3).allSatisfy(each -> assertThat(each.count())
                .isPositive());
        assertThat(report.failedReads() + report.failedWrites()).isZero();
    }

    @Test
    void severalWritersOfOneKeyPassWhereTheStoreKeepsTheHighestVersion() {
        assertThat(check(SETTINGS.withConcurrentWrites(true)).violations()).isEmpty();
    }

    @Test
    void oneWritesAKeyAtATimeUnlessSeveralMay() throws Exception {
        assertThat(check(SETTINGS).writes()).isPositive();
        assertThat(cluster.overlaps).hasValue(0);

        CyclicBarrier both = new CyclicBarrier(2);
        CheckedInstance meeting = new CheckedInstance() {
            @Override
            public long read(String key) {
                return 0;
            }

            @Override
            public void write(String key, long version) throws Exception {
                both.await(20, TimeUnit.SECONDS);
            }
        };
        try (CoherenceChecker checker = new CoherenceChecker(List.of(meeting), SETTINGS.withConcurrentWrites(true))) {
            CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> checker.write(0, "row-0"));
            assertThat(checker.write(0, "row-0")).isTrue();
            assertThat(other.get()).isTrue();
        }
    }

    @Test
    void aLoadThatOnlyReadsWritesNoMore() {
        try (CoherenceChecker checker = new CoherenceChecker(cluster.instances, SETTINGS)) {
            checker.readOnly(true);
            checker.start();
            await().until(() -> checker.report().reads() > 500);
            assertThat(checker.report().writes()).isZero();
            checker.readOnly(false);
            await().until(() -> checker.report().writes() > 10);
        }
    }

    @Test
    void anInstanceThatDoesNotDropItsOwnCopyIsCaught() {
        cluster.instances.get(1).dropsOwn = false;
        assertThat(check(SETTINGS).violations()).containsKey(Kind.OWN_WRITE_LOST);
    }

    @Test
    void anInstanceThatTellsNobodyIsCaught() {
        cluster.instances.get(1).tells = false;
        CoherenceReport report = check(SETTINGS);
        assertThat(report.violations()).containsKey(Kind.STALE);
        assertThat(report.told()).anySatisfy(each -> assertThat(each.writer()).isEqualTo(1));
        assertThatThrownBy(report::requireCoherence)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 1,")
                .hasMessageContaining("stale: instance ");
    }

    @Test
    void aCopyThatNeverEndsIsStillStaleAtTheEnd() {
        cluster.instances.forEach(each -> each.tells = false);
        CoherenceSettings patient = SETTINGS.withBounds(Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO);
        assertThat(check(patient).violations()).containsOnlyKeys(Kind.STILL_STALE);
    }

    @Test
    void aVersionFromTheFutureIsCaught() {
        cluster.instances.get(2).flaw = (instance, key, version) -> version + 1_000_000;
        assertThat(check(SETTINGS).violations()).containsOnlyKeys(Kind.FROM_THE_FUTURE);
    }

    @Test
    void theRowOfAnotherKeyIsCaught() {
        cluster.instances.get(2).flaw = (instance, key, version) -> cluster.store.getOrDefault("row-0", 0L);
        assertThat(check(SETTINGS).violations()).containsKey(Kind.NEVER_WRITTEN);
    }

    @Test
    void goingBackwardsIsCaught() {
        cluster.instances.get(0).flaw = backAfterANewOne();
        CoherenceSettings lenient = SETTINGS.withBounds(Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO);
        try (CoherenceChecker checker = new CoherenceChecker(cluster.instances, lenient)) {
            checker.write(1, "row-0");
            checker.read(0, "row-0");
            checker.write(1, "row-0");
            checker.read(0, "row-0");
            assertThat(checker.report().violations()).isEmpty();
            checker.read(0, "row-0");
            assertThat(checker.report().violations()).containsOnlyKeys(Kind.BACKWARDS);
        }
    }

    /** Shows a version that is new once, and then the one before it. */
    private static FakeCluster.Flaw backAfterANewOne() {
        ConcurrentHashMap<String, Long> shown = new ConcurrentHashMap<>();
        ConcurrentHashMap<String, Long> older = new ConcurrentHashMap<>();
        return (instance, key, version) -> {
            Long last = shown.put(key, version);
            if (last == null || last < version) {
                older.put(key, last == null ? version : last);
                return version;
            }
            return older.getOrDefault(key, version);
        };
    }

    @Test
    void anInstanceThatFailsIsCountedAndNoViolation() {
        CheckedInstance failing = new CheckedInstance() {
            @Override
            public long read(String key) throws IOException {
                throw new IOException("down");
            }

            @Override
            public void write(String key, long version) throws IOException {
                throw new IOException("down");
            }
        };
        try (CoherenceChecker checker = new CoherenceChecker(List.of(failing), SETTINGS)) {
            checker.write(0, "row-0");
            checker.read(0, "row-0");
            CoherenceReport report = checker.finish(Duration.ZERO);
            assertThat(report.failedWrites()).isOne();
            assertThat(report.failedReads()).isPositive();
            assertThat(report.isCoherent()).isTrue();
        }
    }

    @Test
    void anInstanceThatIsNotThereCannotBeCutOff() {
        try (CoherenceChecker checker = new CoherenceChecker(cluster.instances, SETTINGS)) {
            assertThatThrownBy(() -> checker.cutOff(CutOff.Kind.DEAF, 3)).hasMessageContaining("[3]");
        }
    }
}
