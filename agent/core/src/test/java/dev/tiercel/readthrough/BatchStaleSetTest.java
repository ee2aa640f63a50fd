package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.readthrough.WovenBatch.Product;
import dev.tiercel.readthrough.WovenBatch.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A batch and a change of one of its keys at once, in every order in which their steps can come:
 *
 * <pre>
 *   batch:   stamp | read L2 | its answer | take a lease | its answer | another | its answer | read the source | settle
 *   change:  (hold the key |) write the source | first move | drop in L2 | second move
 * </pre>
 *
 * <p>From the change's return on nobody is given the old value, whatever the order.
 */
class BatchStaleSetTest {
    private static final int LOAD_STEPS = 8;

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

    @Test
    void loadHasAsManyStepsAsAreTaken() throws Exception {
        Race race = new Race(Change.DROP, true);
        Stepped load = new Stepped(race::load);
        for (int i = 1; i < LOAD_STEPS; i++) {
            load.step();
        }
        assertThat(load.isDone()).isFalse();
        load.step();
        assertThat(load.isDone()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void noOrder_leavesTheOldValueAnywhere(Change change) throws Exception {
        for (String order : words("", LOAD_STEPS, change.steps).toList()) {
            new Race(change, true).run(order);
            new Race(change, false).run(order);
        }
    }

    /** Every word of so many L and so many C. */
    private static Stream<String> words(String begin, int loads, int changes) {
        if (loads + changes == 0) {
            return Stream.of(begin);
        }
        return Stream.concat(
                loads > 0 ? words(begin + "L", loads - 1, changes) : Stream.of(),
                changes > 0 ? words(begin + "C", loads, changes - 1) : Stream.of());
    }

    private static final class Race {
        private static final List<Long> IDS = List.of(1L, 2L);

        private final ManualTicker ticker = new ManualTicker();
        private final TwinL2 l2 = new TwinL2();
        private final Corridor corridor = Corridor.over(l2, ticker);
        private final WovenBatch findAll = WovenBatch.of(corridor);
        private final WovenBatch findWhereItIsChanged;
        private final WovenWrite save;
        private final String what;
        private volatile String name = "old";

        Race(Change change, boolean sameInstance) {
            // What another instance has in L1 is a matter of the backplane, not of this race.
            Corridor changing = sameInstance ? corridor : Corridor.over(l2, ticker);
            findWhereItIsChanged = WovenBatch.of(changing, new Spec().budget(Duration.ofMillis(2)));
            save = changing.write(WovenBatch.PRODUCT, Corridor.ONE_KEY, change.consequence);
            what = change + (sameInstance ? " here " : " elsewhere ");
            l2.atEachStep = Stepped::pause;
        }

        List<Product> load() throws Exception {
            return findAll.list(this::read, IDS);
        }

        private List<Product> read(@Nullable Object... arguments) {
            List<Product> read = found(arguments);
            Stepped.pause();
            return read;
        }

        private List<Product> found(@Nullable Object... arguments) {
            return Shop.numbers(arguments[0]).stream()
                    .map(id -> new Product(id, id == 1 ? name : "other"))
                    .toList();
        }

        private Object write() {
            name = "new";
            Stepped.pause();
            return new Product(1, "new");
        }

        void run(String order) throws Exception {
            Stepped load = new Stepped(this::load);
            Stepped change = new Stepped(() -> save.call(this::write, 1));
            List<Product> answers = new ArrayList<>();
            for (char who : order.toCharArray()) {
                (who == 'L' ? load : change).step();
                if (change.isDone()) {
                    answers.addAll(findWhereItIsChanged.list(this::found, List.of(1L)));
                }
            }
            change.finish();
            load.finish();
            answers.addAll(findWhereItIsChanged.list(this::found, List.of(1L)));
            answers.addAll(WovenBatch.of(Corridor.over(l2, ticker)).list(this::found, List.of(1L)));
            assertThat(answers).as(what + order).containsOnly(new Product(1, "new"));
        }
    }
}
