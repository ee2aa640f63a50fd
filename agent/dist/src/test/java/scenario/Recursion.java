package scenario;

import dev.tiercel.Cached;

/** Cached methods that call themselves and each other. */
final class Recursion {
    private static boolean inside;

    private Recursion() {}

    static void run() {
        Report.equal("fibonacci", fibonacci(20), 6_765L);
        Report.once("another-key", () -> countdown(5));
        Report.once("same-key", () -> sameKey(1));
        Report.once("each-other", () -> even(10));
    }

    @Cached
    static long fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }

    @Cached
    static String countdown(int n) {
        return n == 0 ? Report.ran("0") : n + countdown(n - 1);
    }

    /** The inner call runs the body, because the outer one has nothing to answer yet. */
    @Cached
    static String sameKey(int key) {
        if (inside) {
            return "inner " + key;
        }
        inside = true;
        try {
            return Report.ran("outer of " + sameKey(key));
        } finally {
            inside = false;
        }
    }

    @Cached
    static boolean even(int n) {
        return n == 0 ? Report.ran(true) : odd(n - 1);
    }

    @Cached
    static boolean odd(int n) {
        return n != 0 && even(n - 1);
    }
}
