package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.codec.ValueType;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.entry.ManualTicker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class InvalidateThroughTest {
    private static final ValueType STAGE = ValueType.of("java.util.concurrent.CompletionStage", Corridor.STRING);

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, ticker);
    private final WovenRead find = corridor.read("products");
    private final WovenWrite drop = corridor.write(Corridor.drop("products"));
    private final WovenWrite clear = corridor.write(Corridor.clear("products"));
    private final WovenWrite put = corridor.write(Corridor.put("products"));

    private void fill(int... keys) throws Exception {
        for (int key : keys) {
            find.call(() -> "old", key);
        }
    }

    private void assertKept(String value, int... keys) throws Exception {
        for (int key : keys) {
            assertThat(find.hit(key)).isEqualTo(value);
            assertThat(inL2(key)).isEqualTo(value);
        }
    }

    private void assertGone(int... keys) throws Exception {
        for (int key : keys) {
            assertThat(find.hit(key)).isNull();
            assertThat(inL2(key)).isEqualTo("nothing");
        }
    }

    private Object inL2(int key) throws Exception {
        return l2.entries().containsKey("app:products:" + key)
                ? Corridor.over(l2, ticker).read("products").call(() -> "nothing", key)
                : "nothing";
    }

    @Test
    void drop_dropsItsKeyInBothTiers() throws Exception {
        fill(1, 2);
        drop.call(1);
        assertGone(1);
        assertKept("old", 2);
    }

    @Test
    void drop_happensAfterTheMethodAndAlsoWhenItThrows() throws Exception {
        fill(1);
        IOException thrown = new IOException("half done");
        assertThatThrownBy(() -> drop.call(
                        () -> {
                            assertKept("old", 1);
                            throw thrown;
                        },
                        1))
                .isSameAs(thrown);
        assertGone(1);
    }

    @Test
    void clear_dropsEveryKeyOfItsCacheOnly() throws Exception {
        fill(1, 2);
        WovenRead other = corridor.read("products-2");
        other.call(() -> "other", 1);

        clear.call(7);

        assertGone(1, 2);
        assertThat(other.hit(1)).isEqualTo("other");
        assertThat(Corridor.over(l2, ticker).read("products-2").call(() -> "new", 1))
                .isEqualTo("other");
    }

    @Test
    void severalConsequences_areAllTaken() throws Exception {
        fill(1, 2);
        WovenRead other = corridor.read("lists");
        other.call(() -> "list", 9);

        corridor.write(Corridor.drop("products"), Corridor.clear("lists")).call(1);

        assertGone(1);
        assertKept("old", 2);
        assertThat(other.hit(9)).isNull();
    }

    @Test
    void put_replacesInBothTiers() throws Exception {
        fill(1, 2);
        String value = new String("new");
        assertThat(put.call(() -> value, 1)).isSameAs(value);
        assertKept("new", 1);
        assertThat(find.hit(1)).isSameAs(value);
        assertKept("old", 2);
    }

    @Test
    void put_storesWhereThereWasNothing_nullToo() throws Exception {
        put.call(() -> "new", 1);
        assertKept("new", 1);

        put.call(() -> null, 1);
        assertThat(find.call(() -> "loaded", 1)).isNull();
    }

    @Test
    void putThatThrows_drops() throws Exception {
        fill(1);
        assertThatThrownBy(() -> put.call(
                        () -> {
                            throw new IOException("half done");
                        },
                        1))
                .isInstanceOf(IOException.class);
        assertGone(1);
    }

    @Test
    void putOfAnotherType_dropsTheReadersEntry() throws Exception {
        fill(1);
        corridor.write(Corridor.LONG, Corridor.ONE_KEY, Corridor.put("products"))
                .call(() -> 5L, 1);
        assertThat(find.hit(1)).isNull();
        assertThat(find.call(() -> "loaded", 1)).isEqualTo("loaded");
    }

    @Test
    void putsAtOnce_keepNeither_inEitherOrder() throws Exception {
        for (boolean firstEndsFirst : new boolean[] {true, false}) {
            fill(1);
            Object first = put.begin(1);
            Object second = put.begin(1);
            put.after(firstEndsFirst ? "first" : "second", null, first, 1);
            put.after(firstEndsFirst ? "second" : "first", null, second, 1);
            assertGone(1);
        }
    }

    @Test
    void putThatBeganBeforeAnInvalidation_isDropped() throws Exception {
        for (WovenWrite other : List.of(drop, clear)) {
            fill(1);
            Object begun = put.begin(1);
            other.call(1);
            put.after("new", null, begun, 1);
            assertGone(1);
        }
    }

    @Test
    void putThatBeganAfterAnInvalidation_isKept() throws Exception {
        for (WovenWrite other : List.of(drop, clear)) {
            other.call(1);
            put.call(() -> "new", 1);
            assertKept("new", 1);
        }
    }

    @Test
    void invalidationWhileAPutTakesItsSteps_dropsIt() throws Exception {
        for (WovenWrite other : List.of(drop, clear)) {
            for (int step = 1; step <= 2; step++) {
                fill(1);
                int[] left = {step};
                l2.atEachStep = () -> {
                    if (--left[0] == 0) {
                        l2.atEachStep = () -> {};
                        other.call(1);
                    }
                };
                put.call(() -> "new", 1);
                assertThat(left[0]).isZero();
                assertGone(1);
            }
        }
    }

    @Test
    void changeThatComesLater_dropsAgainWhenItIsDone() throws Exception {
        for (boolean fails : new boolean[] {false, true}) {
            CompletableFuture<String> change = new CompletableFuture<>();
            fill(1);
            WovenWrite later = corridor.write(STAGE, Corridor.ONE_KEY, Corridor.drop("products"));
            later.call(() -> change, 1);
            assertGone(1);
            fill(1); // The old value again: the change has not come yet.

            if (fails) {
                change.completeExceptionally(new IOException());
            } else {
                change.complete("changed");
            }
            assertGone(1);
        }
    }

    @Test
    void stageThatTakesNoCallbacks_clearsTheCache() throws Exception {
        fill(1, 2);
        CompletionStage<String> hostile = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                throw new UnsupportedOperationException();
            }
        };
        corridor.write(STAGE, Corridor.ONE_KEY, Corridor.drop("products")).call(() -> hostile, 1);
        assertGone(1, 2);
    }

    @Test
    void cacheThatIsOffHere_isDroppedForOthers() throws Exception {
        CacheOverrides disabled = Corridor.OFF;
        fill(1);
        new Corridor(Corridor.CONFIG, Map.of("products", disabled), l2, ticker)
                .write(Corridor.drop("products"), Corridor.put("products"))
                .call(() -> "new", 1);
        assertThat(l2.entries()).doesNotContainKey("app:products:1");
    }

    @Test
    void changeUnderWay_isKnownUntilItHasEnded() throws Exception {
        assertThat(corridor.caches().areChangesOver()).isTrue();
        drop.call(
                () -> {
                    assertThat(corridor.caches().areChangesOver()).isFalse();
                    return "new";
                },
                1);
        assertThat(corridor.caches().areChangesOver()).isTrue();
        assertThatThrownBy(() -> drop.call(
                        () -> {
                            throw new IOException();
                        },
                        1))
                .isInstanceOf(IOException.class);
        assertThat(corridor.caches().areChangesOver()).isTrue();
    }
}
