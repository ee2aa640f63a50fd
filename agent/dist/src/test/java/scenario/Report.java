package scenario;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a scenario prints. A call is made twice; its results are printed as {@code = name first second}, and how often its
 * body ran as {@code once name 1} or {@code every name 2}, after what is to be expected. A condition is printed as
 * {@code ok name} or {@code NOT name}.
 */
final class Report {
    private static int bodies;

    private Report() {}

    /** Something a scenario does. */
    @FunctionalInterface
    interface Call {
        Object run() throws Throwable;
    }

    /** Told by each body that runs; returns what it is given. */
    static <T> T ran(T value) {
        bodies++;
        return value;
    }

    static int bodies() {
        return bodies;
    }

    /** Two calls with the agent run the body once. */
    static void once(String name, Call call) {
        twice("once", name, call);
    }

    /** Every call runs the body, with the agent too. */
    static void every(String name, Call call) {
        twice("every", name, call);
    }

    private static void twice(String word, String name, Call call) {
        bodies = 0;
        String first = result(call);
        String second = result(call);
        System.out.println("= " + name + " " + first + " " + second);
        System.out.println(word + " " + name + " " + bodies);
    }

    static void that(String name, boolean condition) {
        System.out.println((condition ? "ok " : "NOT ") + name);
    }

    static void equal(String name, Object actual, Object expected) {
        boolean equal = Objects.deepEquals(actual, expected);
        System.out.println(equal ? "ok " + name : "NOT " + name + ": " + show(actual) + ", not " + show(expected));
    }

    private static String result(Call call) {
        try {
            return show(call.run());
        } catch (Throwable thrown) {
            return "threw " + thrown + " " + Arrays.toString(thrown.getSuppressed());
        }
    }

    private static String show(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return value + (value == null ? "" : " (" + value.getClass().getName() + ")");
        }
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < Array.getLength(value); i++) {
            text.append(Array.get(value, i)).append(' ');
        }
        return text.append(']').toString();
    }
}
