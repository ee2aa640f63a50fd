package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tiercel.entry.Entry;
import dev.tiercel.entry.Tags;
import dev.tiercel.l1.L1;
import dev.tiercel.l1.L1Factory;
import dev.tiercel.metrics.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a change does to a key's entry and to its flight, in which order. */
class RegionTest {
    private static final String KEY = "key";
    private static final Tags TAG = Tags.of(List.of("tag"));
    private static final Duration LONG = Duration.ofDays(1);

    private final L1 l1 = new L1Factory(() -> 0, Runnable::run, 1 << 20).create(10, () -> {});
    private final Watched flights = new Watched();
    private final Region region =
            new Region(l1, flights, new Fence(new AtomicLong()), new KeyIndex(key -> key.hashCode()));

    /** At the moment from which on the next flight can be opened, it is noted whether L1 has an entry: its opener looks there. */
    private final class Watched extends ConcurrentHashMap<Object, Flight> {
        private static final long serialVersionUID = 1L;

        final transient List<Boolean> found = new ArrayList<>();

        @Override
        public @Nullable Flight remove(Object key) {
            Flight removed = super.remove(key);
            found.add(l1.has(KEY));
            return removed;
        }

        @Override
        public void clear() {
            super.clear();
            found.add(l1.has(KEY));
        }
    }

    private static Entry entry(String value) {
        long end = LONG.toNanos();
        return new Entry(value, end, end, end, 1, TAG);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("drop", region -> region.drop(KEY)),
                change("drop since", region -> region.dropSince(0, KEY)),
                change("drop by address", region -> region.dropAddress(KEY.hashCode())),
                change("clear", Region::clear),
                change("drop tag", region -> region.dropTag(TAG.id(0))),
                change("drop if", region -> region.dropIf(KEY::equals)));
    }

    private static Arguments change(String name, Consumer<Region> change) {
        return arguments(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whoeverOpensTheNextFlight_findsNothingOfBefore(String name, Consumer<Region> change) {
        region.join(KEY, new Flight(LONG));
        l1.put(KEY, entry("old"));
        change.accept(region);
        assertThat(flights).isEmpty();
        assertThat(flights.found).containsExactly(false);
    }

    @Test
    void flightThatWasOpenedDuringAReplacement_isNotFollowedAfterIt() {
        long begun = region.fence().stamp();
        long dropped = region.dropSince(begun, KEY);
        Flight opened = new Flight(LONG); // It may find in L2 what is not replaced there yet.
        region.join(KEY, opened);
        region.replaceSince(dropped, begun, KEY, entry("new"));
        l1.remove(KEY); // Evicted.
        assertThat(region.join(KEY, new Flight(LONG))).isNull();

        region.leave(KEY, opened);
        opened.land("old", Answer.L2);
        assertThat(flights).as("the flight of who came later").hasSize(1);
    }
}
