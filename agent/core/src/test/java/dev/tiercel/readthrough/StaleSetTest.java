package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A load and a change of the same key at once, in every order in which their steps can come:
 *
 * <pre>
 *   load:    stamp | read L2 | its answer | read the source | settle
 *   change:  write the source | first move | drop in L2 | second move
 * </pre>
 *
 * <p>Whatever the order, no tier holds the old value when both are done, and from the change's return on nobody is given it.
 */
class StaleSetTest {
    private static final int LOAD_STEPS = 5;
    private static final int CHANGE_STEPS = 4;

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

    @Test
    void thereAreAsManyOrdersAsThereCanBe() {
        assertThat(orders()).hasSize(126).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void noOrder_leavesTheOldValueAnywhere(Change change) throws Exception {
        for (Before before : Before.values()) {
            for (String order : orders()) {
                new Race(change, before).run(order, false);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noOrder_givesTheOldValueToWhoeverComesAfterTheChange(Change change) throws Exception {
        for (Before before : Before.values()) {
            for (String order : orders()) {
                new Race(change, before).run(order, true);
            }
        }
    }

    /** Every word of five L and four C. */
    private static List<String> orders() {
        return words("", LOAD_STEPS, CHANGE_STEPS).toList();
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
        private final WovenRead find = corridor.read("products");
        private final WovenRead findElsewhere = Corridor.impatient(l2, ticker).read("products");
        private final WovenWrite save;
        private final String what;
        private volatile String source = "old";

        Race(Change change, Before before) throws Exception {
            save = corridor.write(change.consequence);
            what = change + " " + before + " ";
            if (before == Before.IN_L2) {
                findElsewhere.call(() -> source, 1);
            } else if (before == Before.IN_BOTH) {
                find.call(() -> source, 1);
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
                    answers.add(find.call(() -> source, 1));
                }
            }
            change.finish();
            load.finish();
            answers.add(find.call(() -> source, 1));
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
