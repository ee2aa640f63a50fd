package scenario;

import dev.tiercel.Cached;

/** Uses the cache, waits for the end of its standard input, and prints nothing. */
public final class Silent {
    private Silent() {}

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 1_000; i++) {
            find(i % 10);
        }
        System.in.read();
        find(1_000);
    }

    @Cached
    static String find(int id) {
        return "row " + id;
    }
}
