package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.backplane.Address;
import dev.tiercel.entry.ManualTicker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two instances that read and write at once, over one L2 that tells each what the other has dropped, in order and some time
 * later: who begins to read after a message was heard gets no version older than the change that it tells of.
 */
class MessagesStressTest {
    private static final String CACHE = "versions";
    private static final int INSTANCES = 2;
    private static final int READERS = 2;
    private static final int READS = 40_000;
    private static final int CHANGES = 10_000;

    /** All are at a few keys at a time, and go on to others soon: what has to be known of a new key is half of it. */
    private static final int KEYS_AT_ONCE = 3;

    private static final int CHANGES_OF_THESE = 8;
    private static final int KEYS = KEYS_AT_ONCE * (1 + INSTANCES * CHANGES / CHANGES_OF_THESE);

    /** A version that somebody is writing, or has written. */
    private record Change(Instance by, int key, long version) {}

    private record Message(TwinL2.Told told, Change change) {}

    private final TwinL2 l2 = new TwinL2();
    private final ManualTicker ticker = new ManualTicker();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicLongArray source = new AtomicLongArray(KEYS);
    private final ThreadLocal<@Nullable Change> current = new ThreadLocal<>();
    private final List<Instance> instances = new ArrayList<>();
    private final Stress stress = new Stress();
    private final Stress hearing = new Stress();

    @AfterEach
    void endThreads() {
        stress.close();
        hearing.close();
        instances.forEach(each -> each.corridor.loads.close());
    }

    /** As a server does: to all but who has made the change. */
    private void tell(TwinL2.Told told) {
        Change change = current.get();
        if (change != null) {
            for (Instance each : instances) {
                if (!each.equals(change.by())) {
                    each.messages.add(new Message(told, change));
                }
            }
        }
    }

    @Test
    void reader_neverSeesAVersionOlderThanAChangeThatItsInstanceHasHeardOf() throws Exception {
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new Instance());
        }
        l2.atEachStep = Stress::letOthersGo;
        l2.channel = this::tell;

        for (Instance each : instances) {
            hearing.repeat(1, each::hear);
            stress.repeat(CHANGES, each::change);
            for (int i = 0; i < READERS; i++) {
                stress.repeat(READS, () -> each.read(key()));
            }
        }
        stress.await();
        instances.forEach(each -> each.messages.add(each.end));
        hearing.await();
        for (Instance each : instances) {
            for (int key = 0; key < KEYS; key++) {
                assertThat(each.read(key)).isEqualTo(source.get(key));
            }
            assertThat(each.corridor.lines).isEmpty();
        }
    }

    private int key() {
        int first = changes.get() / CHANGES_OF_THESE * KEYS_AT_ONCE;
        return first + ThreadLocalRandom.current().nextInt(KEYS_AT_ONCE);
    }

    private final class Instance {
        private final Corridor corridor = Corridor.hearing(l2, Stress.stepping(ticker));
        private final WovenRead find = corridor.read(CACHE, Corridor.LONG);
        private final WovenWrite drop = corridor.write(Corridor.LONG, Corridor.ONE_KEY, Corridor.drop(CACHE));
        private final WovenWrite clear = corridor.write(Corridor.LONG, Corridor.ONE_KEY, Corridor.clear(CACHE));
        private final WovenWrite put = corridor.write(Corridor.LONG, Corridor.ONE_KEY, Corridor.put(CACHE));
        private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
        private final Message end = new Message(new TwinL2.Told("", null), new Change(this, 0, 0));

        /** The latest version of which it is known here that it was written. */
        private final AtomicLongArray known = new AtomicLongArray(KEYS);

        Object change() throws Exception {
            int key = key();
            int kind = ThreadLocalRandom.current().nextInt(20);
            WovenWrite write = kind == 0 ? clear : kind < 10 ? drop : put;
            long version = (Long) write.call(
                    () -> {
                        Change change = new Change(this, key, source.incrementAndGet(key));
                        current.set(change);
                        return change.version();
                    },
                    key);
            current.remove();
            changes.incrementAndGet();
            known.accumulateAndGet(key, version, Math::max);
            return version;
        }

        long read(int key) throws Exception {
            long oldest = known.get(key);
            long version = (Long) find.call(() -> source.get(key), key);
            if (version < oldest) {
                throw new AssertionError("version " + version + " where one of " + oldest + " was known");
            }
            return version;
        }

        Object hear() throws InterruptedException {
            for (Message next = messages.take(); !next.equals(end); next = messages.take()) {
                Stress.letOthersGo();
                String field = next.told().field();
                if (field == null) {
                    corridor.caches().dropped(new long[] {Address.of(next.told().key())});
                } else {
                    corridor.caches().epoch(next.told().key(), field, "");
                }
                corridor.caches().tidy();
                known.accumulateAndGet(next.change().key(), next.change().version(), Math::max);
            }
            return "ended";
        }
    }
}
