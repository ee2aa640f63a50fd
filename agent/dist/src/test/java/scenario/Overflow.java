package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.Cached;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Calls of cached methods with ever less stack left, so that it ends anywhere in the agent. Afterwards each key is answered
 * to another thread, and cached. It is to be run by the interpreter, whose frames are always as large.
 */
public final class Overflow {
    private static final int CALLS = 400;
    private static final long STACK_BYTES = 512 << 10;

    private static int bodies;

    private Overflow() {}

    /** Something to be done far down. */
    @FunctionalInterface
    interface Call {
        Object at(int key);
    }

    public static void main(String[] arguments) throws Exception {
        run("text", Overflow::text);
        run("stage", key -> stage(key).join());
        run("change", Overflow::change);
    }

    private static void run(String name, Call call) throws Exception {
        Object warm = call.at(-1);
        Set<String> ends = new TreeSet<>();
        Thread owner = new Thread(null, () -> all(call, ends), "owner", STACK_BYTES);
        owner.start();
        while (owner.isAlive() && !Thread.holdsLock(Overflow.class)) {
            synchronized (Overflow.class) {
                if (finished) {
                    break;
                }
                Overflow.class.wait();
            }
        }
        System.out.println("= " + name + " " + ends + " " + warm);
        int wrong = 0;
        int twice = 0;
        for (int key = 0; key < CALLS; key++) {
            Object first = call.at(key);
            int before = bodies;
            Object second = call.at(key);
            twice += bodies - before;
            wrong += first.equals(second) && first.equals("value " + key) ? 0 : 1;
        }
        System.out.println("= " + name + " wrong " + wrong);
        System.out.println("twice " + twice + " " + name);
        synchronized (Overflow.class) {
            finished = false;
            Overflow.class.notifyAll(); // Its owner has lived until now, with whatever it has left behind.
        }
        owner.join();
    }

    private static boolean finished;

    private static void all(Call call, Set<String> ends) {
        int deepest = depth(0);
        for (int key = 0; key < CALLS; key++) {
            ends.add(end(call, Math.max(0, deepest - key * 2), key));
        }
        synchronized (Overflow.class) {
            finished = true;
            Overflow.class.notifyAll();
            try {
                while (finished) {
                    Overflow.class.wait();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String end(Call call, int depth, int key) {
        try {
            return down(call, depth, key).equals("value " + key) ? "answered" : "wrong";
        } catch (StackOverflowError deep) {
            return "overflow";
        } catch (Throwable other) {
            return other.toString();
        }
    }

    private static Object down(Call call, int depth, int key) {
        return depth == 0 ? call.at(key) : down(call, depth - 1, key);
    }

    private static int depth(int known) {
        try {
            return depth(known + 1);
        } catch (StackOverflowError deep) {
            return known;
        }
    }

    @Cached
    static String text(int key) {
        bodies++;
        return "value " + key;
    }

    @Cached
    static CompletableFuture<String> stage(int key) {
        bodies++;
        return CompletableFuture.completedFuture("value " + key);
    }

    @CacheInvalidate(cache = "overflow")
    static String change(int key) {
        return "value " + key;
    }
}
