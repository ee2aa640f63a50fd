package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A look at a key says what is there, and changes nothing. */
class LookTest {
    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, ticker, new Behaviour().staleIfError(Corridor.TTL));

    private static Object[] look(Corridor in) {
        Object[] row = in.caches().look("products", new Object[] {1});
        assertThat(row).isNotNull().startsWith("1").hasSize(3);
        return row;
    }

    private static Object[] l1(Corridor in) {
        return (Object[]) look(in)[1];
    }

    private static Object[] l2(Corridor in) {
        return (Object[]) look(in)[2];
    }

    @Test
    void cacheThatNobodyReads_isNoMatterOfOurs() {
        corridor.changes().clear("products");
        assertThat(corridor.caches().look("products", new Object[] {1})).isNull();
        assertThat(corridor.caches().look("others", new Object[] {1})).isNull();
    }

    @Test
    void entry_isFreshInBothTiers_andInTheOneThatHasIt() throws Exception {
        WovenRead find = corridor.read("products");
        assertThat(l1(corridor)).containsExactly("ABSENT", null, null);
        assertThat(l2(corridor)).containsExactly("ABSENT", null, null);
        find.call(() -> "anna", 1);
        Corridor elsewhere = Corridor.over(l2, ticker);
        WovenRead there = elsewhere.read("products");

        assertThat(l1(corridor)).startsWith("FRESH").endsWith("anna");
        assertThat((Duration) l1(corridor)[1]).isBetween(Duration.ofNanos(1), Corridor.TTL);
        assertThat(l2(corridor)).startsWith("FRESH").endsWith("anna");
        assertThat(l1(elsewhere)).containsExactly("ABSENT", null, null);
        assertThat(l2(elsewhere)).startsWith("FRESH").endsWith("anna");
        assertThat(there.hit(1)).isNull();
    }

    @Test
    void entryPastItsTime_isStale() throws Exception {
        corridor.read("products").call(() -> "anna", 1);
        ticker.advance(Corridor.TTL);
        l2.millis.addAndGet(Corridor.TTL.toMillis());
        assertThat(l1(corridor)).containsExactly("STALE", null, "anna");
        assertThat(l2(corridor)).containsExactly("STALE", null, "anna");
    }

    @Test
    void loadUnderWay_isSeenInBothTiers() throws Exception {
        WovenRead find = corridor.read("products");
        find.call(
                () -> {
                    assertThat(l1(corridor)).containsExactly("LOADING", null, null);
                    assertThat(l2(corridor)).containsExactly("LOADING", null, null);
                    return "anna";
                },
                1);
    }

    @Test
    void clearedEntry_isAbsent() throws Exception {
        corridor.read("products").call(() -> "anna", 1);
        corridor.changes().clear("products");
        assertThat(l2.entries()).isNotEmpty();
        assertThat(l2(corridor)).containsExactly("ABSENT", null, null);
    }

    @Test
    void whatCannotBeTold_isUnknown() throws Exception {
        corridor.read("products").call(() -> "anna", 1);
        l2.plant("app:products:1", new byte[] {1, 2, 3});
        assertThat(l2(corridor)).containsExactly("UNKNOWN", null, null);
        l2.usable = false;
        assertThat(l2(corridor)).containsExactly("UNKNOWN", null, null);
        assertThat(l1(corridor)).startsWith("FRESH");
    }
}
