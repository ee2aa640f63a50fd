package scenario;

import com.sun.management.ThreadMXBean;
import dev.tiercel.Cached;
import java.lang.management.ManagementFactory;

/** Prints how many bytes a hit allocates, in thousandths. */
public final class Allocation {
    private static final int HITS = 1_000_000;
    private static final String KEY = "key";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static int length;

    private Allocation() {}

    public static void main(String[] args) {
        Allocation repo = new Allocation();
        // The compilers have done what they will do when rounds come out alike; a round takes milliseconds.
        report("reference", () -> byReference(repo));
        report("long", () -> byLong(repo));
        System.out.println("used " + (length > 0));
    }

    private static void report(String name, Runnable round) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 12; i++) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            round.run();
            long allocated =
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            least = Math.min(least, allocated);
        }
        System.out.println(name + " " + least * 1_000 / HITS);
    }

    private static void byReference(Allocation repo) {
        for (int i = 0; i < HITS; i++) {
            length += repo.find(KEY).length();
        }
    }

    private static void byLong(Allocation repo) {
        for (int i = 0; i < HITS; i++) {
            length += repo.find(i % 1_000 + 1_000L).length();
        }
    }

    @Cached
    String find(String key) {
        return "value of " + key;
    }

    @Cached
    String find(long key) {
        return "value of " + key;
    }
}
