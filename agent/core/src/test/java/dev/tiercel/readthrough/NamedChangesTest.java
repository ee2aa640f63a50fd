package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.entry.Tags;
import dev.tiercel.key.KeyPart.Kind;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamedChangesTest {
    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor mine = Corridor.over(l2, ticker);
    private final Corridor theirs = Corridor.over(l2, ticker);
    private final WovenRead find = mine.read("products");
    private final NamedChanges changes = mine.changes();

    @AfterEach
    void close() {
        mine.loads.close();
        theirs.loads.close();
    }

    private Object there(Object key) throws Exception {
        return theirs.read("products").call(() -> "loaded", key);
    }

    @Test
    void invalidate_dropsTheKeyInBothTiers() throws Exception {
        UUID id = UUID.randomUUID();
        find.call(() -> "old", id);
        find.call(() -> "kept", "other");
        changes.invalidate("products", new Object[] {id});
        assertThat(find.hit(id)).isNull();
        assertThat(there(id)).isEqualTo("loaded");
        assertThat(find.hit("other")).isEqualTo("kept");
    }

    @Test
    void invalidate_makesTheKeyOfSeveralParameters_andOfNone() throws Exception {
        WovenRead two = mine.read("pairs", Corridor.STRING, Corridor.keys(2, Kind.DYNAMIC));
        two.call(() -> "old", 1L, null);
        changes.invalidate("pairs", new Object[] {1, null});
        assertThat(two.hit(1L, null)).isNull();

        WovenRead none = mine.read("all", Corridor.STRING, Corridor.keys(0, Kind.DYNAMIC));
        none.call(() -> "old");
        changes.invalidate("all", new Object[0]);
        assertThat(none.hit()).isNull();
    }

    @Test
    void keyThatCannotBeTold_dropsEverything() throws Exception {
        find.call(() -> "old", 1);
        changes.invalidate("products", new Object[] {new Object()});
        assertThat(find.hit(1)).isNull();
        assertThat(there(1)).isEqualTo("loaded");
        assertThat(mine.lines).singleElement().asString().contains("value equality");
    }

    @Test
    void clear_dropsEverything() throws Exception {
        find.call(() -> "old", 1);
        changes.clear("products");
        assertThat(find.hit(1)).isNull();
        assertThat(there(1)).isEqualTo("loaded");
    }

    @Test
    void processWithoutTheCache_changesItForOthers() throws Exception {
        find.call(() -> "old", 1);
        find.call(() -> "old", 2);
        Corridor writer = Corridor.over(l2, ticker);
        writer.changes().invalidate("products", new Object[] {1});
        assertThat(there(1)).isEqualTo("loaded");
        writer.changes().clear("products");
        assertThat(there(2)).isEqualTo("loaded");
    }

    @Test
    void pattern_dropsWhatFitsInBothTiers() throws Exception {
        find.call(() -> "old", "user/1");
        find.call(() -> "old", "user/2");
        find.call(() -> "kept", "group/1");
        assertThat(changes.invalidatePattern("products", "user/*").join()).isEqualTo(2);
        assertThat(find.hit("user/1")).isNull();
        assertThat(find.hit("user/2")).isNull();
        assertThat(find.hit("group/1")).isEqualTo("kept");
        assertThat(there("user/1")).isEqualTo("loaded");
        assertThat(there("group/1")).isEqualTo("kept");
    }

    @Test
    void loadUnderWay_storesNothingAfterItsPattern() throws Exception {
        BiFunction<Object, Throwable, Object[]> ticket = WovenRead.ticket(find.open(() -> "old", "user/1"));
        changes.invalidatePattern("products", "user/*").join();
        ticket.apply("old", null);
        assertThat(find.hit("user/1")).isNull();
        assertThat(there("user/1")).isEqualTo("loaded");
    }

    @Test
    void cacheThatIsOffHere_isDroppedForOthers() {
        Corridor off = new Corridor(Corridor.CONFIG, Map.of("products", Corridor.OFF), l2, ticker);
        l2.plant("app:products:1", new byte[] {1});
        l2.plant("app:products:2", new byte[] {1});
        off.changes().invalidate("products", new Object[] {1});
        assertThat(l2.all).doesNotContainKey("app:products:1");
        assertThat(off.changes().invalidatePattern("products", "*").join()).isOne();
        assertThat(l2.all).doesNotContainKey("app:products:2");
        off.loads.close();
    }

    @Test
    void newsOfOthers_dropWhatThisProcessHas() throws Exception {
        find.call(() -> "old", "user/1");
        mine.caches().epoch("app:products:~epochs", String.format("%016x", Tags.id("red")), "00000000000000aa");
        assertThat(find.hit("user/1")).as("has no tag").isEqualTo("old");
        mine.caches().swept("app:products:user/*");
        assertThat(find.hit("user/1")).isNull();
        find.call(() -> "old", "user/1");
        mine.caches().epoch("app:products:~epochs", "cache", "00000000000000aa");
        assertThat(find.hit("user/1")).isNull();
        mine.caches().epoch("app:nobody's:~epochs", "cache", "00000000000000aa");
    }
}
