package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.entry.Ticker;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.HostileL2.Port;
import dev.tiercel.readthrough.MethodSpec.Read;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fails on our side, the application's call goes on. {@link WovenRead} and {@link WovenWrite} see to it. */
class MishapsTest {
    private static final List<Supplier<Throwable>> THROWN = List.of(
            () -> new IllegalStateException("broken"),
            () -> new AssertionError("broken"),
            () -> new StackOverflowError("broken"),
            () -> new OutOfMemoryError("broken"),
            () -> new IOException("broken"),
            ToStringThrows::new);

    private static final class ToStringThrows extends RuntimeException {
        @Override
        public String toString() {
            throw new IllegalStateException("broken too");
        }
    }

    private final TwinL2 twin = new TwinL2();
    private final HostileL2 l2 = new HostileL2(twin);
    private final ManualTicker clock = new ManualTicker();
    private final AtomicBoolean clockBroken = new AtomicBoolean();
    private final Ticker ticker = () -> {
        if (clockBroken.get()) {
            throw new IllegalStateException("no time");
        }
        return clock.nanos();
    };
    private final Corridor corridor = new Corridor(Corridor.CONFIG, Map.of(), l2, ticker);
    private final WovenRead find = corridor.read("products");

    static Stream<Arguments> everyFailureOfEveryPort() {
        return Stream.of(Port.values()).flatMap(port -> THROWN.stream().map(thrown -> arguments(port, thrown)));
    }

    @ParameterizedTest
    @MethodSource("everyFailureOfEveryPort")
    void reading_goesOn(Port port, Supplier<Throwable> thrown) throws Exception {
        l2.breakAt(port, thrown);
        for (int i = 0; i < 150; i++) {
            int failing =
                    -1 - i; // A key of its own: where leases cannot be given back, the next one would wait for it.
            assertThat(find.call(() -> "value", i)).isEqualTo("value");
            assertThatThrownBy(() -> find.call(
                            () -> {
                                throw new IOException("the application's");
                            },
                            failing))
                    .hasMessage("the application's");
        }
        boolean inTheWay =
                !Set.of(Port.DROP, Port.CLEAR, Port.HOLD, Port.REPLACE).contains(port);
        assertThat(corridor.bypassed).hasValue(inTheWay ? 1 : 0);
        assertThat(corridor.lines).hasSizeBetween(inTheWay ? 1 : 0, 2);
    }

    @ParameterizedTest
    @MethodSource("everyFailureOfEveryPort")
    void writing_goesOnAndTheOldValueIsNotServed(Port port, Supplier<Throwable> thrown) throws Exception {
        int key = 0;
        for (Corridor.Consequence write :
                List.of(Corridor.drop("products"), Corridor.clear("products"), Corridor.put("products"))) {
            key++;
            l2.repair();
            find.call(() -> "old", key);
            assertThat(find.hit(key)).isEqualTo("old");

            l2.breakAt(port, thrown);
            assertThat(corridor.write(write).call(() -> "new", key)).isEqualTo("new");

            assertThat(find.hit(key)).isNotEqualTo("old");
        }
    }

    @Test
    void brokenClock_isNoTroubleOfTheCaller() throws Exception {
        find.call(() -> "old", 1);
        WovenWrite put = corridor.write(Corridor.put("products"));
        clockBroken.set(true);

        assertThat(find.call(() -> "bare", 1)).isEqualTo("bare");
        assertThat(find.tracedCall(() -> "bare", 1)).isEqualTo("bare");
        assertThat(put.call(() -> "new", 1)).isEqualTo("new");

        assertThat(twin.entries())
                .as("L1 needs the clock to drop its entry, L2 does not")
                .isEmpty();
    }

    @Test
    void clockThatBreaksDuringALoad_losesTheEntryOnly() throws Exception {
        BiFunction<Object, Throwable, Object[]> ticket = WovenRead.ticket(find.open(() -> "value", 1));
        clockBroken.set(true);
        ticket.apply("value", null);
        clockBroken.set(false);
        assertThat(find.hit(1)).isNull();
        assertThat(find.call(() -> "loaded", 1)).as("the flight has ended").isEqualTo("loaded");
        assertThat(find.hit(1)).isEqualTo("loaded");
    }

    @Test
    void hundredFailures_takeTheMethodOutOnce() throws Exception {
        l2.breakAt(Port.GET, IllegalStateException::new);
        for (int i = 0; i < 99; i++) {
            find.call(() -> "value", i);
        }
        assertThat(corridor.bypassed).hasValue(0);
        find.call(() -> "value", 99);
        assertThat(corridor.bypassed).hasValue(1);
        assertThat(corridor.lines.get(1)).contains("Shop.find has failed in the cache 100 times");
        find.call(() -> "value", 100);
        assertThat(corridor.bypassed).hasValue(1);
    }

    @Test
    void failuresOfOneMethod_areNotCountedForAnother() throws Exception {
        WovenRead other = corridor.read("products");
        l2.breakAt(Port.GET, IllegalStateException::new);
        for (int i = 0; i < 60; i++) {
            find.call(() -> "value", i);
            other.call(() -> "value", i);
        }
        assertThat(corridor.bypassed).hasValue(0);
    }

    @Test
    void cacheThatCannotBeDropped_isReadNeitherByMethodsThatComeLater() throws Exception {
        find.call(() -> "old", 1);
        l2.breakAt(Port.ALL, IllegalStateException::new);
        corridor.write(Corridor.drop("products")).call(() -> "new", 1);
        l2.repair();
        assertThat(corridor.bypassed).hasValue(1);

        Read later = Corridor.reading("products", Corridor.ONE_KEY);
        MethodSpec spec = new MethodSpec("Shop.later", 1, Corridor.result(Corridor.STRING), later, List.of());

        assertThat(corridor.handles(spec, () -> {
                    throw new AssertionError("no body");
                }))
                .isEqualTo(ReadHandles.BYPASS);
        assertThat(corridor.lines).last().asString().startsWith("[tiercel] WARN Shop.later runs uncached from now on");
    }

    @Test
    void brokenLogAndBrokenBypass_areSwallowedToo() {
        AtomicInteger bypassed = new AtomicInteger();
        EventLog log = EventLog.to(line -> {
            throw new IllegalStateException("no log");
        });
        Mishaps mishaps = new Mishaps("Shop.find", log, () -> {
            bypassed.incrementAndGet();
            throw new IllegalStateException("no bypass");
        });
        for (int i = 0; i < 150; i++) {
            mishaps.happened(new ToStringThrows());
        }
        assertThat(bypassed).hasValue(1);
    }
}
