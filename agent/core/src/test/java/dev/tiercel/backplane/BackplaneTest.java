package dev.tiercel.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.log.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances and the wire between them, with a clock that the test sets. */
class BackplaneTest {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Backplane mine = new Backplane(BEAT, EventLog.to(lines::add), nanos::get);
    private final Backplane theirs = new Backplane(BEAT, EventLog.to(line -> {}), nanos::get);
    private final List<String> told = new ArrayList<>();
    private final List<byte[]> wire = new ArrayList<>();

    private final class Told implements Backplane.Listener {
        @Override
        public void dropped(long[] addresses) {
            told.add("dropped " + addresses.length);
        }

        @Override
        public void swept(String pattern) {
            told.add("swept " + pattern);
        }

        @Override
        public void epoch(String key, String field, String stamp) {
            told.add("epoch " + key + " " + field + " " + stamp);
        }

        @Override
        public void forgetAll() {
            told.add("forget all");
        }

        @Override
        public void tidy() {}

        @Override
        public void outOfSync(long outage, Duration age) {
            told.add("outage " + outage + " for " + age.toMillis());
        }
    }

    @BeforeEach
    void listen() {
        mine.listen(new Told());
    }

    @AfterEach
    void close() {
        mine.close();
        theirs.close();
    }

    private Lane lane(Backplane of) {
        return of.open("there", wire::add);
    }

    /** Everything that was published reaches this instance. */
    private void deliver() {
        List<byte[]> all = List.copyOf(wire);
        wire.clear();
        all.forEach(mine::heard);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void inSync() {
        mine.subscribed();
        deliver();
        mine.check();
        assertThat(mine.isInSync()).isTrue();
        told.clear();
    }

    private void drop(Lane lane, String... keys) {
        lane.dropped(List.of(keys), message -> {
            wire.add(message);
            return true;
        });
    }

    @Test
    void ownBeatComesBack_inSync_withAnEmptyL1() {
        lane(mine);
        mine.check();
        assertThat(mine.isInSync()).isFalse();
        told.clear();
        mine.subscribed();
        deliver();
        assertThat(mine.isInSync()).isTrue();
        assertThat(told).containsExactly("forget all");
    }

    @Test
    void beatOfBeforeTheSubscription_showsNothing() {
        lane(mine);
        List<byte[]> before = List.copyOf(wire);
        wire.clear();
        mine.subscribed();
        before.forEach(mine::heard);
        assertThat(mine.isInSync()).isFalse();
        deliver();
        assertThat(mine.isInSync()).isTrue();
    }

    @Test
    void everyLaneHasToBeHeard() {
        Lane first = lane(mine);
        mine.expect(2);
        inSyncNever();
        lane(mine);
        mine.subscribed();
        wire.removeIf(each -> Message.of(each).lane() != first.id());
        deliver();
        assertThat(mine.isInSync()).isFalse();
        mine.subscribed();
        deliver();
        assertThat(mine.isInSync()).isTrue();
    }

    private void inSyncNever() {
        mine.subscribed();
        deliver();
        assertThat(mine.isInSync()).isFalse();
    }

    @Test
    void otherInstancesDrops_areTold_ownAreNot() {
        Lane own = lane(mine);
        Lane other = lane(theirs);
        inSync();
        drop(own, "a");
        drop(other, "a", "b");
        other.swept("tiercel:c:*", message -> wire.add(message));
        other.epoch("a key", "cache", "12", message -> wire.add(message));
        deliver();
        assertThat(told).containsExactly("dropped 2", "swept tiercel:c:*", "epoch a key cache 12");
        assertThat(mine.state().gaps()).isZero();
    }

    @Test
    void missingNumber_empties_L1() {
        Lane other = lane(theirs);
        lane(mine);
        inSync();
        drop(other, "a");
        wire.clear(); // Lost on its way.
        drop(other, "b");
        deliver();
        assertThat(told).containsExactly("forget all", "dropped 1");
        assertThat(mine.isInSync()).isTrue();
        assertThat(mine.state().gaps()).isOne();
    }

    @Test
    void missingNumberBeforeABeat_isNoticedToo() {
        Lane other = lane(theirs);
        lane(mine);
        inSync();
        drop(other, "a");
        wire.clear();
        other.beat(nanos.get());
        deliver();
        assertThat(told).containsExactly("forget all");
    }

    @Test
    void messageThatComesTwice_isTakenOnce() {
        Lane other = lane(theirs);
        lane(mine);
        inSync();
        drop(other, "a");
        List<byte[]> twice = List.copyOf(wire);
        for (int i = 0; i < 1_000; i++) {
            drop(other, "b");
        }
        deliver();
        assertThat(told).hasSize(1_001);
        twice.forEach(mine::heard);
        assertThat(told).hasSize(1_001).containsOnly("dropped 1");
        assertThat(mine.state().gaps()).isZero();
    }

    @Test
    void messageThatComesLate_isTaken_andOnce() {
        Lane other = lane(theirs);
        lane(mine);
        inSync();
        drop(other, "a", "b", "c");
        List<byte[]> late = List.copyOf(wire);
        wire.clear();
        drop(other, "d");
        deliver();
        late.forEach(mine::heard);
        late.forEach(mine::heard);
        assertThat(told).containsExactly("forget all", "dropped 1", "dropped 3");
    }

    @Test
    void stampThatComesLate_doesNotReplaceANewerOne() {
        Lane other = lane(theirs);
        lane(mine);
        inSync();
        other.epoch("a key", "cache", "1", message -> wire.add(message));
        List<byte[]> late = List.copyOf(wire);
        wire.clear();
        other.epoch("a key", "cache", "2", message -> wire.add(message));
        deliver();
        late.forEach(mine::heard);
        assertThat(told).containsExactly("forget all", "epoch a key cache 2", "forget all");
    }

    @Test
    void messageOfLongAgo_isTakenToBeLate() {
        Lane other = lane(theirs);
        lane(mine);
        inSync();
        drop(other, "a");
        List<byte[]> old = List.copyOf(wire);
        for (int i = 0; i < 2_000; i++) {
            drop(other, "b");
        }
        deliver();
        told.clear();
        old.forEach(mine::heard);
        assertThat(told).as("nobody remembers so many").containsExactly("dropped 1");
    }

    @Test
    void messageOfALaterVersion_emptiesL1() {
        Lane other = lane(theirs);
        lane(mine);
        inSync();
        drop(other, "a");
        wire.get(0)[2] = 99;
        deliver();
        assertThat(told).containsExactly("forget all");
    }

    @Test
    void whatIsNoMessageOfOurs_isLeftAlone() {
        lane(mine);
        inSync();
        mine.heard("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        mine.heard(new byte[200]);
        assertThat(told).isEmpty();
        assertThat(lines).singleElement().asString().contains("no message of ours");
    }

    @Test
    void lostSubscription_outOfSyncAtOnce_countedFromTheLastBeat() {
        lane(mine);
        inSync();
        pass(Duration.ofMillis(400));
        mine.lost("cut");
        assertThat(mine.isInSync()).isFalse();
        assertThat(told).containsExactly("outage 1 for 400");
        pass(Duration.ofMillis(100));
        mine.check();
        assertThat(told).containsExactly("outage 1 for 400", "outage 1 for 500");
        told.clear();
        mine.subscribed();
        deliver();
        assertThat(told).containsExactly("forget all");
        assertThat(mine.state().outages()).isOne();
        assertThat(mine.state().cause()).isEqualTo("beats come back");
    }

    @Test
    void beatsThatDoNotComeBack_outOfSync_andTheSubscriptionIsMadeAnew() {
        AtomicLong renewals = new AtomicLong();
        mine.renewWith(renewals::incrementAndGet);
        Lane own = lane(mine);
        inSync();
        pass(Duration.ofMillis(2_400));
        mine.check();
        assertThat(mine.isInSync()).isTrue();
        pass(Duration.ofMillis(200));
        mine.check();
        assertThat(mine.isInSync()).isFalse();
        assertThat(mine.state().cause()).isEqualTo("no echo of our own messages by there");
        assertThat(told).containsExactly("outage 1 for 2600");
        pass(Duration.ofMillis(2_600));
        mine.check();
        assertThat(renewals).hasValue(1);
        assertThat(lines).singleElement().asString().contains("out of sync (no echo of our own messages by there)");
        own.beat(nanos.get());
        deliver();
        assertThat(mine.isInSync()).isTrue();
        assertThat(lines).last().asString().contains("in sync");
    }

    @Test
    void echoes_keepItInSync() {
        Lane own = lane(mine);
        inSync();
        for (int i = 0; i < 10; i++) {
            pass(BEAT);
            own.beat(nanos.get());
            deliver();
            mine.check();
        }
        assertThat(mine.isInSync()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void laneThatIsClosed_isMissed() {
        Lane own = lane(mine);
        inSync();
        mine.close(own);
        mine.check();
        assertThat(mine.isInSync())
                .as("a connection is made anew in less than that")
                .isTrue();
        pass(Duration.ofMillis(2_600));
        mine.check();
        assertThat(mine.isInSync()).isFalse();
    }

    @Test
    void newLane_outOfSync_untilItIsHeard() {
        lane(mine);
        inSync();
        Lane second = lane(mine);
        assertThat(mine.isInSync()).as("a server that may not be listened to").isFalse();
        assertThat(mine.state().cause()).isEqualTo("nothing heard of there yet");
        wire.removeIf(each -> Message.of(each).lane() == second.id());
        deliver();
        assertThat(mine.isInSync()).isFalse();
        told.clear();
        mine.subscribed();
        deliver();
        assertThat(mine.isInSync()).isTrue();
        assertThat(told).endsWith("forget all");
    }

    @Test
    void laneOfOthers_thatHasBegunUnheard_isAGap() {
        Lane known = lane(theirs);
        lane(mine);
        inSync();
        wire.clear();
        drop(known, "a");
        deliver();
        assertThat(told).as("it may be older than our subscription").containsExactly("dropped 1");
        told.clear();
        echoFor(3);
        Lane late = lane(theirs);
        wire.clear(); // Its first beat is lost on its way.
        drop(late, "a");
        deliver();
        assertThat(told).containsExactly("forget all", "dropped 1");
        assertThat(mine.state().gaps()).isOne();
    }

    private void echoFor(int beats) {
        for (int i = 0; i < beats; i++) {
            pass(BEAT);
            mine.subscribed();
            deliver();
            mine.check();
        }
        assertThat(mine.isInSync()).isTrue();
        told.clear();
    }

    @Test
    void deniedLane_publishesNoBeats() {
        Lane own = lane(mine);
        wire.clear();
        own.deny();
        own.beat(nanos.get());
        assertThat(wire).isEmpty();
        assertThat(own.isDenied()).isTrue();
    }

    @Test
    void address_isTheSameInEveryVersion() {
        assertThat(Address.of("tiercel:products:1")).isEqualTo(ADDRESS);
        assertThat(Address.of("tiercel:products:2")).isNotEqualTo(ADDRESS);
    }

    private static final long ADDRESS = -7285858079265569453L;
}
