package dev.tiercel.testkit.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.testkit.coherence.Violation.Kind;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules, at times of the test's own: a bound of 100 ms, a staleness of at most 1 s, a recovery of 500 ms. */
class HistoryTest {
    private static final String KEY = "k";

    private final AtomicLong nowNanos = new AtomicLong();
    private final History history = new History(
            CoherenceSettings.DEFAULT
                    .withBounds(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMillis(500))
                    .withHistory(10),
            3,
            nowNanos::get);

    private void pass(long millis) {
        nowNanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private long write(int instance) {
        return write(instance, KEY);
    }

    /** Takes a millisecond. */
    private long write(int instance, String key) {
        KeyLog.Write write = history.beginWrite(instance, key);
        pass(1);
        history.acknowledged(key, write);
        return write.version;
    }

    /** Takes a millisecond. */
    private void read(int instance, long version) {
        History.ReadStart start = history.beginRead(instance, KEY);
        pass(1);
        history.endRead(start, version);
    }

    private CutOff cutOff(CutOff.Kind kind, int instance) {
        BitSet set = new BitSet();
        set.set(instance);
        return history.cutOff(kind, set);
    }

    private void assertViolations(Kind... kinds) {
        assertThat(history.report().told()).extracting(Violation::kind).containsExactly(kinds);
    }

    @Nested
    class OwnWrites {
        @Test
        void areToBeSeenAtOnce() {
            write(0);
            long second = write(0);
            pass(1);
            read(0, second);
            assertViolations();
        }

        @Test
        void thatAreNotSeenAreAViolationAtOnce() {
            long first = write(0);
            long second = write(0);
            pass(1);
            read(0, first);
            assertViolations(Kind.OWN_WRITE_LOST);
            Violation violation = history.report().told().get(0);
            assertThat(violation.version()).isEqualTo(first);
            assertThat(violation.expected()).isEqualTo(second);
            assertThat(violation.age()).isEqualTo(Duration.ofMillis(1));
        }

        @Test
        void areToBeSeenAlsoWhileCutOff() {
            long first = write(0);
            CutOff cut = cutOff(CutOff.Kind.ISOLATED, 0);
            write(0);
            pass(1);
            read(0, first);
            cut.healed();
            assertViolations(Kind.OWN_WRITE_LOST);
        }

        @Test
        void needNotBeSeenByAReadThatBeganBeforeTheAcknowledgement() {
            long first = write(0);
            History.ReadStart start = history.beginRead(0, KEY);
            write(0);
            history.endRead(start, first);
            assertViolations();
        }
    }

    @Nested
    class WritesOfOthers {
        @Test
        void mayBeMissedWithinTheBoundAndAreMeasured() {
            long first = write(0);
            write(0);
            pass(60);
            read(1, first);
            assertViolations();
            assertThat(history.report().inSync().max()).isEqualTo(Duration.ofMillis(60));
        }

        @Test
        void areNotToBeMissedAfterTheBound() {
            long first = write(0);
            write(0);
            pass(101);
            read(1, first);
            assertViolations(Kind.STALE);
        }

        @Test
        void mayBeMissedLongerByOneThatIsCutOff() {
            long first = write(0);
            write(0);
            CutOff cut = cutOff(CutOff.Kind.DEAF, 1);
            pass(1_000);
            read(1, first);
            assertViolations();
            pass(200);
            read(1, first);
            cut.healed();
            assertViolations(Kind.STALE);
            assertThat(history.report().inSync().count()).isZero();
            assertThat(history.report().underFault().count()).isEqualTo(2);
        }

        @Test
        void countFromTheBoundAgainAfterRecovery() {
            long first = write(0);
            write(0);
            CutOff cut = cutOff(CutOff.Kind.DEAF, 1);
            pass(10);
            cut.healed();
            pass(590);
            read(1, first);
            assertViolations();
            pass(20);
            read(1, first);
            assertViolations(Kind.STALE);
            // It is back since the last late read began: 10 ms after the healing began + 590 + 1 + 20.
            assertThat(history.report().backInSync()).isEqualTo(Duration.ofMillis(611));
        }

        @Test
        void bindNobodyElseWhenOneIsCutOff() {
            long first = write(0);
            write(0);
            cutOff(CutOff.Kind.ISOLATED, 1);
            pass(200);
            read(2, first);
            assertViolations(Kind.STALE);
        }

        @Test
        void ofAnIsolatedOneCountWhenItIsBack() {
            long first = write(0);
            CutOff cut = cutOff(CutOff.Kind.ISOLATED, 0);
            write(0);
            pass(5_000);
            read(1, first);
            cut.healed();
            pass(590);
            read(1, first);
            assertViolations();
            pass(20);
            read(1, first);
            assertViolations(Kind.STALE);
        }

        @Test
        void ofADeafOneCountAtOnce() {
            long first = write(0);
            cutOff(CutOff.Kind.DEAF, 0);
            write(0);
            pass(200);
            read(1, first);
            assertViolations(Kind.STALE);
        }

        @Test
        void thatFailedMayBeReadAndNeedNot() {
            long first = write(0);
            KeyLog.Write failed = history.beginWrite(0, KEY);
            history.failedWrite();
            pass(200);
            read(1, first);
            read(1, failed.version);
            assertViolations();
            assertThat(history.report().failedWrites()).isOne();
        }

        @Test
        void areMeasuredUntilTheFirstReadThatSeesThem() {
            long first = write(0);
            pass(40);
            read(1, first);
            read(1, first);
            assertThat(history.report().firstFresh().get(1).count()).isOne();
            assertThat(history.report().firstFresh().get(1).max()).isEqualTo(Duration.ofMillis(40));
            assertThat(history.report().firstFresh().get(2).count()).isZero();
        }
    }

    @Nested
    class Versions {
        @Test
        void thatWereNotGivenOutAreFromTheFuture() {
            long first = write(0);
            read(1, first + 1);
            assertViolations(Kind.FROM_THE_FUTURE);
        }

        @Test
        void ofAnotherKeyWereNeverWritten() {
            long other = write(0, "other");
            write(0);
            read(1, other);
            assertViolations(Kind.NEVER_WRITTEN);
        }

        @Test
        void mayBeReadAsSoonAsTheirWriteHasBegun() {
            KeyLog.Write write = history.beginWrite(0, KEY);
            read(1, write.version);
            read(0, write.version);
            assertViolations();
        }

        @Test
        void thatAreForgottenAreOnlyStale() {
            long first = write(0);
            for (int i = 0; i < 20; i++) {
                write(0);
            }
            pass(200);
            read(1, first);
            assertViolations(Kind.STALE);
        }

        @Test
        void mayNotGoBackwardsOnOneInstance() {
            long first = write(0);
            KeyLog.Write second = history.beginWrite(0, KEY);
            read(1, second.version);
            read(2, first);
            assertViolations();
            read(1, first);
            assertViolations(Kind.BACKWARDS);
        }

        @Test
        void mayGoBackwardsInReadsAtTheSameTime() {
            long first = write(0);
            KeyLog.Write second = history.beginWrite(0, KEY);
            History.ReadStart slow = history.beginRead(1, KEY);
            read(1, second.version);
            history.endRead(slow, first);
            assertViolations();
        }

        @Test
        void ofAnIsolatedWriterThatSomebodyFindsMayBeFollowedByAnOlderCopyUntilTheIsolationIsOver() {
            long first = write(0);
            CutOff cut = cutOff(CutOff.Kind.ISOLATED, 0);
            long second = write(0);
            read(1, second);
            read(1, first);
            cut.healed();
            read(1, second);
            read(1, first);
            assertViolations();
            pass(550);
            read(1, second);
            read(1, first);
            assertViolations(Kind.BACKWARDS);
            assertThat(history.report().told().get(0).toString()).endsWith("after version 2 of instance 0");
        }

        @Test
        void thatAreSeenAfterACutOffAreTheNewMeasure() {
            long first = write(0);
            KeyLog.Write second = history.beginWrite(0, KEY);
            KeyLog.Write third = history.beginWrite(0, KEY);
            read(1, third.version);
            cutOff(CutOff.Kind.ISOLATED, 1).healed();
            pass(700);
            read(1, second.version);
            assertViolations();
            read(1, first);
            assertViolations(Kind.BACKWARDS);
        }

        @Test
        void mayGoBackwardsAcrossACutOffAndFromThenOnNoMore() {
            long first = write(0);
            KeyLog.Write second = history.beginWrite(0, KEY);
            read(1, second.version);
            CutOff cut = cutOff(CutOff.Kind.ISOLATED, 1);
            pass(1);
            read(1, first);
            cut.healed();
            pass(700);
            read(1, first);
            assertViolations();
            read(1, second.version);
            pass(1);
            read(1, first);
            assertViolations(Kind.BACKWARDS);
        }
    }

    @Test
    void onlyTheLatestWritesAreKept() {
        for (int i = 0; i < 30; i++) {
            write(0);
        }
        assertThat(history.key(KEY)).hasToString("10 writes, seen [0, 0, 0]");
    }

    @Test
    void theFirstViolationOfAKeyIsToldAndAllAreCounted() {
        long first = write(0);
        write(0);
        for (int i = 0; i < 50; i++) {
            read(0, first);
        }
        CoherenceReport report = history.report();
        assertThat(report.told()).hasSize(1);
        assertThat(report.violationCount(Kind.OWN_WRITE_LOST)).isEqualTo(50);
        assertThat(report.plus(report).violationCount()).isEqualTo(100);
        assertThat(report.toString()).contains("50 own write not seen", "instance 0 read version " + first + " of k");
    }
}
