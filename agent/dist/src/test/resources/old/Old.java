package old;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.Cached;
import java.util.Arrays;
import java.util.List;

/** As it is compiled for Java 8. */
public final class Old implements Runnable {
    private int bodies;

    public static void main(String[] args) {
        new Old().run();
    }

    @Override
    public void run() {
        boolean equal = true;
        for (int i = 0; i < 3; i++) {
            equal &= find(1).equals(Arrays.asList("a", "1"));
            equal &= number("x", 2.0) == 4;
            equal &= reads().read("k").equals("k!");
        }
        System.out.println("equal " + equal);
        System.out.println("bodies " + bodies);
        change(1);
        find(1);
        System.out.println("after-change " + bodies);
        long start = System.nanoTime();
        boolean byUs = false;
        while (!byUs && System.nanoTime() - start < 30_000_000_000L) {
            byUs = whoRuns(1).startsWith("tiercel-");
        }
        System.out.println("by-us " + byUs);
    }

    interface Reads {
        @Cached(cache = "old-reads")
        String read(String key);
    }

    private Reads reads() {
        return new Reads() {
            @Override
            public String read(String key) {
                bodies++;
                return key + "!";
            }
        };
    }

    @Cached(cache = "old")
    private List<String> find(long id) {
        bodies++;
        try {
            return Arrays.asList("a", String.valueOf(Integer.parseInt("" + id)));
        } catch (NumberFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    @Cached
    static int number(String key, double b) {
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += key.length();
        }
        return sum;
    }

    @Cached(ttl = "1ms", staleIfError = "10m", loaderSoftTimeout = "10m")
    private String whoRuns(long id) {
        return Thread.currentThread().getName();
    }

    @CacheInvalidate(cache = "old")
    void change(long id) {}
}
