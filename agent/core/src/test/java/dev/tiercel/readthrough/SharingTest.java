package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.ManualTicker;
import org.junit.jupiter.api.Test;

/** Which methods see one another's entries, and which are told of one another's changes. */
class SharingTest {
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, new ManualTicker());
    private final WovenRead find = corridor.read("products");
    private final WovenWrite drop = corridor.write(Corridor.drop("products"));
    private final WovenWrite clear = corridor.write(Corridor.clear("products"));

    @Test
    void methodsOfOneCacheAndType_shareEntries() throws Exception {
        find.call(() -> "old", 1);
        assertThat(corridor.read("products").hit(1)).isEqualTo("old");
    }

    @Test
    void typesOfOneCache_doNotMixAndAreDroppedTogether() throws Exception {
        WovenRead count = corridor.read("products", Corridor.LONG);
        find.call(() -> "old", 1);
        assertThat(count.hit(1)).isNull();
        assertThat(count.call(() -> 5L, 1)).isEqualTo(5L);
        assertThat(find.hit(1)).isEqualTo("old");

        drop.call(1);
        assertThat(find.hit(1)).isNull();
        assertThat(count.hit(1)).isNull();
        assertThat(l2.entries()).isEmpty();

        count.call(() -> 5L, 1);
        find.call(() -> "old", 1);
        clear.call(1);
        assertThat(find.hit(1)).isNull();
        assertThat(count.hit(1)).isNull();
    }

    @Test
    void applications_doNotShareObjects() throws Exception {
        ClassLoader other = new ClassLoader(getClass().getClassLoader()) {};
        WovenRead there =
                corridor.read(Corridor.reading("products", Corridor.ONE_KEY), Corridor.result(Corridor.STRING), other);
        find.call(() -> "old", 1);
        assertThat(there.hit(1)).isNull();
        assertThat(there.call(() -> "none", 1)).isEqualTo("old");
        drop.call(1);
        assertThat(there.hit(1)).isNull();
    }

    @Test
    void colonInAName_makesNoOtherCachesKey() throws Exception {
        WovenRead outer = corridor.read("a");
        WovenRead inner = corridor.read("a:b");
        outer.call(() -> "outer", "b:c");
        assertThat(inner.call(() -> "inner", "c")).isEqualTo("inner");
        corridor.write(Corridor.clear("a")).call(1);
        assertThat(inner.hit("c")).isEqualTo("inner");
        Corridor elsewhere = Corridor.over(l2, new ManualTicker());
        assertThat(elsewhere.read("a").call(() -> "new", "b:c")).isEqualTo("new");
        assertThat(elsewhere.read("a:b").call(() -> "new", "c")).isEqualTo("inner");
    }
}
