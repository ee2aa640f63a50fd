package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tiercel.entry.ManualTicker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A load and a change of the same key at once, in every order in which their steps can come:
 *
 * <pre>
 *   load:    stamp | read L2 | its answer | take the lease | its answer | read the source | settle
 *   change:  (hold the key |) write the source | first move | drop in L2 | second move
 * </pre>
 *
 * <p>Whatever the order, no tier holds the old value when both are done, and from the change's return on nobody is given it.
 */
class StaleSetTest {
    private static final int LOAD_STEPS = 7;

    enum Change {
        DROP(Corridor.drop("products"), 4),
        CLEAR(Corridor.clear("products"), 4),
        PUT(Corridor.put("products"), 5);

        private final Corridor.Consequence consequence;
        private final int steps;

        Change(Corridor.Consequence consequence, int steps) {
            this.consequence = consequence;
            this.steps = steps;
        }
    }

    /** What the tiers hold of the old value before. */
    enum Before {
        NOTHING,
        IN_L2,
        IN_BOTH
    }

    /** Where the change is made. */
    enum Place {
        SAME_INSTANCE,
        OTHER_INSTANCE
    }

    @Test
    void thereAreAsManyOrdersAsThereCanBe() {
        assertThat(orders(Change.DROP)).hasSize(330).doesNotHaveDuplicates();
        assertThat(orders(Change.PUT)).hasSize(792).doesNotHaveDuplicates();
    }

    static Stream<Arguments> everyChangeEverywhere() {
        return Stream.of(Change.values())
                .flatMap(change -> Stream.of(Place.values()).map(place -> arguments(change, place)));
    }

    @ParameterizedTest
    @MethodSource("everyChangeEverywhere")
    void noOrder_leavesTheOldValueAnywhere(Change change, Place place) throws Exception {
        for (Before before : Before.values()) {
            for (String order : orders(change)) {
                new Race(change, before, place).run(order, false);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyChangeEverywhere")
    void noOrder_givesTheOldValueToWhoeverComesAfterTheChange(Change change, Place place) throws Exception {
        for (Before before : Before.values()) {
            for (String order : orders(change)) {
                new Race(change, before, place).run(order, true);
            }
        }
    }

    /** Every word of so many L and so many C. */
    private static List<String> orders(Change change) {
        return words("", LOAD_STEPS, change.steps).toList();
    }

    private static Stream<String> words(String begin, int loads, int changes) {
        if (loads + changes == 0) {
            return Stream.of(begin);
        }
        return Stream.concat(
                loads > 0 ? words(begin + "L", loads - 1, changes) : Stream.of(),
                changes > 0 ? words(begin + "C", loads, changes - 1) : Stream.of());
    }

    private static final class Race {
        private final ManualTicker ticker = new ManualTicker();
        private final TwinL2 l2 = new TwinL2();
        private final Corridor corridor = Corridor.impatient(l2, ticker);
        private final Corridor other = Corridor.impatient(l2, ticker);
        private final WovenRead find = corridor.read("products");
        private final WovenRead findWhereItIsChanged;
        private final WovenWrite save;
        private final String what;
        private volatile String source = "old";

        Race(Change change, Before before, Place place) throws Exception {
            // What another instance has in L1 is a matter of the backplane, not of this race.
            Corridor changing = place == Place.SAME_INSTANCE ? corridor : other;
            save = changing.write(change.consequence);
            findWhereItIsChanged = place == Place.SAME_INSTANCE ? find : changing.read("products");
            what = change + " " + before + " " + place + " ";
            if (before == Before.IN_L2) {
                Corridor.impatient(l2, ticker).read("products").call(() -> source, 1);
            } else if (before == Before.IN_BOTH) {
                findWhereItIsChanged.call(() -> source, 1);
            }
            l2.atEachStep = Stepped::pause;
        }

        void run(String order, boolean readAfterwards) throws Exception {
            Stepped load = new Stepped(() -> find.call(this::readSource, 1));
            Stepped change = new Stepped(() -> save.call(this::writeSource, 1));
            List<Object> answers = new ArrayList<>();
            for (char who : order.toCharArray()) {
                (who == 'L' ? load : change).step();
                if (readAfterwards && change.isDone()) {
                    answers.add(findWhereItIsChanged.call(() -> source, 1));
                }
            }
            change.finish();
            load.finish();
            answers.add(findWhereItIsChanged.call(() -> source, 1));
            answers.add(Corridor.impatient(l2, ticker).read("products").call(() -> source, 1));
            assertThat(answers).as(what + order).containsOnly("new");
        }

        private String readSource() {
            String value = source;
            Stepped.pause();
            return value;
        }

        private String writeSource() {
            source = "new";
            Stepped.pause();
            return "new";
        }
    }
}
