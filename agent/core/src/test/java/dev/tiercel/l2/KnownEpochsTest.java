package dev.tiercel.l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.log.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownEpochsTest {
    private static final Tags RED = Tags.of(List.of("red"));
    private static final Tags BLUE = Tags.of(List.of("blue"));
    private static final String RED_FIELD = Epochs.Field.text(RED.id(0));

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ScriptedStore store = new ScriptedStore();
    private final GuardedL2 l2 =
            GuardedL2.start(store, ScriptedStore.times(Duration.ofSeconds(5)), "tiercel:", EventLog.to(lines::add));
    private final CacheEpochs epochs = l2.epochs("tiercel:c:~epochs");

    @BeforeEach
    void ready() {
        store.returned();
    }

    @AfterEach
    void close() {
        l2.close();
    }

    private Stamps now(Tags tags) {
        return epochs.now(tags).await();
    }

    /** Another instance's drop, of which this one hears. */
    private void told(String field, String stamp) {
        if (field.equals("cache")) {
            store.epochs.clear();
        }
        store.epochs.put(field, stamp);
        epochs.told(field, stamp);
    }

    @Test
    void firstUse_givesTheCacheAStamp_andOthersFindIt() {
        Stamps mine = now(RED);
        assertThat(mine.isKnown()).isTrue();
        assertThat(epochs.areCurrent(mine)).isTrue();
        GuardedL2 other = GuardedL2.start(
                store, ScriptedStore.times(Duration.ofSeconds(5)), "tiercel:", EventLog.to(lines::add));
        assertThat(other.epochs("tiercel:c:~epochs").now(RED).await()).isEqualTo(mine);
    }

    @Test
    void known_isNotAskedForAgain() {
        Stamps first = now(RED);
        int reads = store.epochReads.size();
        assertThat(now(BLUE).cache()).isEqualTo(first.cache());
        assertThat(store.epochReads).hasSize(reads);
    }

    @Test
    void unknown_isNeverCurrent() {
        assertThat(epochs.areCurrent(Stamps.UNKNOWN)).isFalse();
        store.failure = L2Failure.outage("gone");
        assertThat(now(RED)).isEqualTo(Stamps.UNKNOWN);
        assertThat(epochs.areCurrent(Stamps.of(1, Tags.NONE))).isFalse();
    }

    @Test
    void withoutAServer_nothingIsKnown_andNobodyWaits() {
        store.usable = false;
        store.silent = true;
        assertThat(now(RED)).isEqualTo(Stamps.UNKNOWN);
        assertThat(store.epochReads).isEmpty();
    }

    @Test
    void clear_outdatesWhateverIsOlder() {
        Stamps before = now(RED);
        epochs.clear();
        assertThat(epochs.areCurrent(before)).isFalse();
        assertThat(epochs.areCurrent(now(RED))).isTrue();
        assertThat(store.epochs).containsOnlyKeys("cache");
    }

    @Test
    void tag_outdatesItsOwnOnly() {
        Stamps red = now(RED);
        Stamps blue = now(BLUE);
        epochs.dropTag(RED.id(0));
        assertThat(epochs.areCurrent(red)).isFalse();
        assertThat(epochs.areCurrent(blue)).isTrue();
        assertThat(epochs.areCurrent(now(RED))).isTrue();
        assertThat(store.epochs).containsOnlyKeys("cache", RED_FIELD);
    }

    @Test
    void clear_takesTheFieldsOfTagsAway() {
        now(RED);
        epochs.dropTag(RED.id(0));
        epochs.clear();
        assertThat(now(RED).ofTag(0)).isZero();
        assertThat(store.epochs).containsOnlyKeys("cache");
    }

    @Test
    void drop_thatIsNotWrittenYet_hidesWhatItDrops() {
        Stamps red = now(RED);
        Stamps blue = now(BLUE);
        store.silent = true;
        Thread dropping = new Thread(() -> epochs.dropTag(RED.id(0)));
        dropping.start();
        await().until(() -> store.bumps.contains(RED_FIELD));
        assertThat(now(RED)).isEqualTo(Stamps.UNKNOWN);
        assertThat(epochs.areCurrent(red)).isFalse();
        assertThat(epochs.areCurrent(blue)).isTrue();
        store.answerNow();
        await().until(() -> !dropping.isAlive());
        assertThat(now(RED).ofTag(0)).isNotZero();
    }

    @Test
    void clearDuringAnOutage_isWrittenAfterIt_andNothingIsBelievedBefore() {
        Stamps before = now(Tags.NONE);
        store.usable = false;
        epochs.clear();
        assertThat(epochs.areCurrent(before)).isFalse();
        store.usable = true;
        assertThat(now(Tags.NONE)).isEqualTo(Stamps.UNKNOWN);
        assertThat(store.bumps).isEmpty();
        store.returned();
        assertThat(store.bumps).containsExactly("cache");
        assertThat(now(Tags.NONE).cache()).isNotEqualTo(before.cache()).isNotZero();
    }

    @Test
    void clearThatFails_isRepeatedWithAnotherStamp_andSaid() {
        Stamps before = now(Tags.NONE);
        store.failure = L2Failure.refusal("no");
        epochs.clear();
        assertThat(lines).singleElement().asString().contains("did not reach Redis (no)");
        assertThat(now(Tags.NONE)).isEqualTo(Stamps.UNKNOWN);
        store.failure = null;
        store.returned();
        assertThat(store.bumps).containsExactly("cache", "cache");
        assertThat(now(Tags.NONE).cache()).isNotEqualTo(before.cache()).isNotZero();
    }

    @Test
    void news_areAskedForBeforeTheyAreBelieved() {
        Stamps red = now(RED);
        Stamps blue = now(BLUE);
        told(RED_FIELD, "00000000000000aa");
        assertThat(epochs.areCurrent(red)).isFalse();
        assertThat(epochs.areCurrent(blue)).isTrue();
        assertThat(now(RED).ofTag(0)).isEqualTo(0xaa);
        assertThat(store.epochReads.get(store.epochReads.size() - 1)).containsExactlyInAnyOrder("cache", RED_FIELD);
        told("cache", "00000000000000bb");
        assertThat(epochs.areCurrent(blue)).isFalse();
        assertThat(now(RED)).isEqualTo(Stamps.of(0xbb, RED, 0));
    }

    /** Our drop came later at the server; the news of the earlier one comes later to us. */
    @Test
    void lateNews_doNotBringAnEarlierStampBack() {
        now(Tags.NONE);
        epochs.clear();
        Stamps mine = now(Tags.NONE);
        epochs.told("cache", "00000000000000aa");
        assertThat(now(Tags.NONE)).isEqualTo(mine);
    }

    /** Another's drop was written after ours, and we hear of it before we hear that ours was written. */
    @Test
    void newsDuringOurOwnDrop_areNotLostWhenItIsWritten() {
        now(Tags.NONE);
        store.silent = true;
        Thread clearing = new Thread(epochs::clear);
        clearing.start();
        await().until(() -> store.bumps.contains("cache"));
        told("cache", "00000000000000aa");
        store.answerNow();
        await().until(() -> !clearing.isAlive());
        assertThat(now(Tags.NONE).cache()).isEqualTo(0xaa);
    }

    @Test
    void oldNews_costNoQuestion() {
        now(Tags.NONE);
        told("cache", "00000000000000aa");
        now(Tags.NONE);
        int reads = store.epochReads.size();
        epochs.told("cache", "00000000000000aa");
        now(Tags.NONE);
        assertThat(store.epochReads).hasSize(reads);
    }

    /** What the server said may be older than the drop: who is to know? */
    @Test
    void answerThatADropOvertook_isNotTaken() {
        now(RED);
        l2.forgetEpochs();
        store.silent = true;
        Pending<Stamps> asked = epochs.now(Tags.NONE);
        CompletionStage<Stamps> later = asked.later();
        told("cache", "00000000000000aa");
        store.answerNow();
        await().until(() -> later.toCompletableFuture().isDone());
        assertThat(later.toCompletableFuture().join().cache()).isEqualTo(0xaa);
    }

    @Test
    void forgotten_isAskedForAgain() {
        Stamps before = now(Tags.NONE);
        store.epochs.put("cache", "00000000000000aa");
        assertThat(epochs.areCurrent(before)).isTrue();
        l2.forgetEpochs();
        assertThat(epochs.areCurrent(before)).isFalse();
        assertThat(now(Tags.NONE).cache()).isEqualTo(0xaa);
    }

    @Test
    void evictedHash_beginsAnew() {
        Stamps before = now(Tags.NONE);
        store.epochs.clear();
        l2.forgetEpochs();
        Stamps after = now(Tags.NONE);
        assertThat(after.isKnown()).isTrue();
        assertThat(after.cache()).isNotEqualTo(before.cache());
    }

    @Test
    void serverThatGoesBackBehindAClear_isClearedAgain() {
        Stamps before = now(RED);
        String old = store.epochs.get("cache");
        epochs.clear();
        store.epochs.put("cache", old);
        l2.forgetEpochs();
        assertThat(now(RED)).isNotEqualTo(before);
        assertThat(epochs.areCurrent(before)).isFalse();
        assertThat(store.epochs.get("cache")).isNotEqualTo(old);
        assertThat(epochs.areCurrent(now(RED))).isTrue();
        assertThat(lines).singleElement().asString().contains("cleared again");
    }

    @Test
    void serverThatGoesBackBehindATag_dropsItAgain() {
        Stamps before = now(RED);
        epochs.dropTag(RED.id(0));
        store.epochs.remove(RED_FIELD);
        l2.forgetEpochs();
        now(RED);
        assertThat(epochs.areCurrent(before)).isFalse();
        assertThat(store.epochs).containsKey(RED_FIELD);
        assertThat(epochs.areCurrent(now(RED))).isTrue();
    }

    @Test
    void entryOfAnotherEpoch_hasWhatIsKnownCheckedSoon() {
        now(RED);
        store.epochs.put("cache", "00000000000000aa");
        assertThat(epochs.areCurrent(Stamps.of(0xaa, RED, 0))).isFalse();
        assertThat(now(RED).cache()).isEqualTo(0xaa);
    }

    @Test
    void recentDrops_areMadeAnewAfterAFailover() {
        now(RED);
        epochs.dropTag(RED.id(0));
        String written = store.epochs.get(RED_FIELD);
        store.replaced();
        assertThat(store.bumps).containsExactly(RED_FIELD, RED_FIELD);
        assertThat(store.epochs.get(RED_FIELD)).isNotEqualTo(written);
    }

    @Test
    void tooManyTags_clearTheCache() {
        now(Tags.NONE);
        for (int i = 0; i <= Epochs.MAX_TAGS; i++) {
            store.epochs.put(Epochs.Field.hex(i + 1), "00000000000000aa");
        }
        epochs.dropTag(RED.id(0));
        assertThat(store.bumps).containsExactly(RED_FIELD, "cache");
        assertThat(store.epochs).containsOnlyKeys("cache");
    }

    @Test
    void dropsOfSeveralThreads_endInWhatTheServerHas() throws Exception {
        now(RED);
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            boolean clears = i % 4 == 0;
            threads[i] = new Thread(() -> {
                for (int each = 0; each < 200; each++) {
                    if (clears) {
                        epochs.clear();
                    } else {
                        epochs.dropTag(RED.id(0));
                    }
                    now(RED);
                }
            });
            threads[i].start();
        }
        for (Thread each : threads) {
            each.join();
        }
        Stamps known = now(RED);
        assertThat(Epochs.Field.hex(known.cache())).isEqualTo(store.epochs.get("cache"));
        assertThat(Epochs.Field.hex(known.ofTag(0)))
                .isEqualTo(store.epochs.getOrDefault(RED_FIELD, "0000000000000000"));
    }
}
