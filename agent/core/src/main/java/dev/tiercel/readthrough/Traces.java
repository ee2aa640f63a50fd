package dev.tiercel.readthrough;

import dev.tiercel.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The traces that threads are taking of their own calls. Until the first one of the process is begun, call sites do not
 * know of them at all; see {@code onFirstUse}.
 */
public final class Traces {
    /** A bound: a block that makes more calls than this has the rest left out. */
    private static final int MAX_CALLS = 10_000;

    private static final ThreadLocal<Trace> CURRENT = new ThreadLocal<>();
    private static volatile boolean used;

    private Traces() {}

    /** True once any trace was begun in this process. */
    public static boolean areUsed() {
        return used;
    }

    /** Begins a trace of this thread's calls, inside the one that it is taking already. */
    public static Object begin() {
        used = true;
        Trace trace = new Trace(CURRENT.get());
        CURRENT.set(trace);
        return trace;
    }

    /** Ends the trace and tells its calls, as rows of cache, method, outcome and nanoseconds. */
    public static Object[][] end(Object begun) {
        if (!(begun instanceof Trace trace) || CURRENT.get() != trace) {
            return new Object[0][];
        }
        if (trace.outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(trace.outer);
            trace.rows.forEach(trace.outer::add);
        }
        return trace.rows.toArray(Object[][]::new);
    }

    /** The time a call began, in nanoseconds; 0 where nobody would want to know. */
    static long startNanos() {
        return used && CURRENT.get() != null ? System.nanoTime() : 0;
    }

    /** Notes an answered call in this thread's trace, if it takes one. */
    static void note(String cache, String method, Outcome outcome, long tookNanos) {
        Trace trace = used ? CURRENT.get() : null;
        if (trace != null) {
            trace.add(new Object[] {cache, method, outcome.name(), tookNanos});
        }
    }

    private static final class Trace {
        private final @Nullable Trace outer;
        private final List<Object[]> rows = new ArrayList<>();

        Trace(@Nullable Trace outer) {
            this.outer = outer;
        }

        void add(Object[] row) {
            if (rows.size() < MAX_CALLS) {
                rows.add(row);
            }
        }
    }
}
