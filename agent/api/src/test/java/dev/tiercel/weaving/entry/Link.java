package dev.tiercel.weaving.entry;

import java.util.ArrayList;
import java.util.List;

/** What the API finds where the agent's class of this name is: a stand-in that says what a test wants. */
public final class Link {
    public static final List<Object> ENDED = new ArrayList<>();
    public static Object[][] rows = {};
    public static Object[][] methods = {};
    public static boolean fails;

    private Link() {}

    public static Object beginTrace() {
        failIfTold();
        return "trace";
    }

    public static Object endTrace(Object trace) {
        ENDED.add(trace);
        failIfTold();
        return rows;
    }

    public static Object methods() {
        failIfTold();
        return methods;
    }

    private static void failIfTold() {
        if (fails) {
            throw new StackOverflowError("the agent fails");
        }
    }
}
