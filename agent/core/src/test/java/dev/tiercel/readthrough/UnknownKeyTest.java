package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls whose key cannot be told. */
class UnknownKeyTest {
    record Broken(int id) {
        @Override
        public int hashCode() {
            throw new IllegalStateException("broken");
        }
    }

    static final class Order {
        int getId() {
            throw new IllegalStateException("lazy");
        }
    }

    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, new ManualTicker());
    private final WovenRead find = corridor.read("products");
    private final AtomicInteger runs = new AtomicInteger();
    private final Callable<Object> body = () -> "run " + runs.incrementAndGet();

    @Test
    void reading_runsBareAndSaysSoOnce() throws Exception {
        for (int i = 1; i <= 200; i++) {
            assertThat(find.call(body, new StringBuilder())).isEqualTo("run " + i);
        }
        assertThat(l2.gets).hasValue(0);
        assertThat(corridor.lines)
                .singleElement()
                .asString()
                .contains("WARN Shop.find runs uncached")
                .contains("java.lang.StringBuilder")
                .contains("@CacheKey");
        assertThat(corridor.bypassed).as("other arguments may be fit").hasValue(0);
        find.call(body, 1);
        assertThat(find.hit(1)).isEqualTo("run 201");
    }

    @Test
    void reading_byAGetterThatThrows_runsBare() throws Exception {
        WovenRead byId = corridor.read("products", Corridor.STRING, List.of(new KeyPart(Kind.DYNAMIC, 0, "id")));
        assertThat(byId.call(body, new Order())).isEqualTo("run 1");
        assertThat(byId.call(body, new Order())).isEqualTo("run 2");
    }

    @Test
    void reading_byAKeyThatCannotBeHashed_runsBare() throws Exception {
        WovenRead exact = corridor.read("products", Corridor.STRING, List.of(KeyPart.of(Kind.EXACT, 0)));
        assertThat(exact.call(body, new Broken(1))).isEqualTo("run 1");
        assertThat(exact.tracedCall(body, new Broken(1))).isEqualTo("run 2");
        assertThat(l2.entries()).isEmpty();
    }

    private @Nullable Object inAnotherProcess(int key) throws Exception {
        return Corridor.over(l2, new ManualTicker()).read("products").call(() -> "anew", key);
    }

    @Test
    void writing_clearsTheWholeCache() throws Exception {
        List<KeyPart> byId = List.of(new KeyPart(Kind.DYNAMIC, 0, "id"));
        List<WovenWrite> writes = List.of(
                corridor.write(Corridor.STRING, byId, Corridor.drop("products")),
                corridor.write(Corridor.STRING, byId, Corridor.put("products")),
                corridor.write(Corridor.STRING, byId, Corridor.clear("products")));
        for (WovenWrite write : writes) {
            find.call(body, 1);
            find.call(body, 2);
            assertThat(write.call(() -> "result", new Order())).isEqualTo("result");
            assertThat(find.hit(1)).isNull();
            assertThat(find.hit(2)).isNull();
            assertThat(inAnotherProcess(1)).as("nothing of L2 counts").isEqualTo("anew");
        }
    }
}
