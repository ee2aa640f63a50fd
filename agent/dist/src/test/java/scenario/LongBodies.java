package scenario;

import dev.tiercel.Cached;
import java.util.ArrayList;
import java.util.List;

/** Bodies with all that makes a class file's frames hard to get right. */
final class LongBodies {
    private LongBodies() {}

    static void run() {
        Report.once("locals", () -> locals(1, 2.0, "c"));
        Report.once("loops", () -> loops(5));
        Report.once("try-catch-finally", () -> tries("x"));
        Report.once("try-returns", () -> tries("7"));
        Report.once("switch-int", () -> switchInt(3));
        Report.once("switch-string", () -> switchString("two"));
        Report.once("switch-pattern", () -> pattern("text"));
        Report.once("changes-its-parameters", () -> changes(3, "a"));
        Report.once("nested-synchronized", () -> nested(4));
        Report.once("many-returns", () -> manyReturns(55));
        Report.once("resources", () -> resources(2));
        Report.once("infinite-loop-with-return", () -> infinite(3));
        Report.every("throws-in-finally", () -> throwsInFinally(1));
    }

    @Cached
    static String locals(long a, double b, String c) {
        int i = 1;
        long l = a + i;
        double d = b * l;
        float f = (float) d;
        String s = c + f;
        {
            char x = s.charAt(0);
            s += x;
        }
        {
            double x = d / 2;
            s += x;
        }
        boolean odd = l % 2 == 1;
        Object o = odd ? s : List.of(s);
        byte y = (byte) i;
        short z = (short) (y + 1);
        return Report.ran(o + "" + z + l);
    }

    @Cached
    static List<Integer> loops(int n) {
        List<Integer> all = new ArrayList<>();
        outer:
        for (int i = 0; i < n; i++) {
            for (int j = 0; ; j++) {
                if (j > i) {
                    continue outer;
                }
                if (i * j > 6) {
                    break outer;
                }
                all.add(i * j);
            }
        }
        int k = n;
        do {
            all.add(-k);
        } while (--k > 0);
        return Report.ran(List.copyOf(all));
    }

    @Cached
    static String tries(String text) {
        StringBuilder said = new StringBuilder();
        try {
            Report.ran(0);
            return "number " + Integer.parseInt(text);
        } catch (NumberFormatException e) {
            said.append("caught ");
            try {
                throw new IllegalStateException(e);
            } catch (IllegalStateException | IllegalArgumentException again) {
                said.append("again ");
            } finally {
                said.append("finally ");
            }
        } finally {
            said.append("outer");
        }
        return said.toString();
    }

    @Cached
    static String switchInt(int n) {
        switch (n) {
            case 1:
                return Report.ran("one");
            case 2:
            case 3:
                n += 10;
                break;
            case 1_000_000:
                return Report.ran("million");
            default:
                n = -1;
        }
        return Report.ran("n" + n);
    }

    @Cached
    static int switchString(String text) {
        return Report.ran(
                switch (text) {
                    case "one" -> 1;
                    case "two" -> {
                        int two = text.length() - 1;
                        yield two;
                    }
                    default -> throw new IllegalArgumentException(text);
                });
    }

    @Cached
    static String pattern(Object value) {
        if (value instanceof String text && !text.isEmpty()) {
            return Report.ran("text of " + text.length());
        }
        return Report.ran(value instanceof Integer number ? "number " + (number + 1) : "other");
    }

    /** The key is what the caller passed, not what the body makes of it. */
    @Cached
    static String changes(int n, String text) {
        while (n > 0) {
            text = text + n--;
        }
        n = 100;
        return Report.ran(text + n);
    }

    @Cached
    static String nested(int n) {
        Object a = new Object();
        Object b = new Object();
        synchronized (a) {
            synchronized (b) {
                if (n > 3) {
                    return Report.ran("held " + (Thread.holdsLock(a) && Thread.holdsLock(b)));
                }
            }
        }
        return Report.ran("small");
    }

    @Cached
    static String manyReturns(int n) {
        if (n < 10) {
            return Report.ran("small");
        }
        if (n < 50) {
            return Report.ran("middle");
        }
        for (int i = 0; i < 3; i++) {
            if (n % 10 == 5) {
                return Report.ran("five " + i);
            }
        }
        return Report.ran("large");
    }

    @Cached
    static String resources(int n) {
        StringBuilder said = new StringBuilder();
        try (AutoCloseable a = () -> said.append("a");
                AutoCloseable b = () -> said.append("b")) {
            said.append(n).append(a != b);
        } catch (Exception impossible) {
            said.append(impossible);
        }
        return Report.ran(said.toString());
    }

    @Cached
    static int infinite(int n) {
        while (true) {
            if (n++ > 10) {
                return Report.ran(n);
            }
        }
    }

    @Cached
    @SuppressWarnings("finally")
    static String throwsInFinally(int n) {
        try {
            return Report.ran("lost " + n);
        } finally {
            if (n == 1) {
                throw new IllegalStateException("finally");
            }
        }
    }
}
