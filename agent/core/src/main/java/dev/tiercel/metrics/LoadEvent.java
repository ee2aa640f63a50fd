package dev.tiercel.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A method ran whose results are kept. */
@Name("dev.tiercel.Load")
@Label("Load")
@Description("A cached method ran, because no tier had its result")
@Category("Tiercel")
@StackTrace(false)
final class LoadEvent extends Event {
    @Label("Cache")
    String cache = "";

    @Label("Method")
    String method = "";

    @Label("Succeeded")
    boolean succeeded;

    @Label("In Background")
    boolean background;

    @Label("Took")
    @Description("From the call's begin, what was waited for Redis included")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    static void tell(String cache, String method, boolean succeeded, boolean background, long tookNanos) {
        LoadEvent event = new LoadEvent();
        if (event.shouldCommit()) {
            event.cache = cache;
            event.method = method;
            event.succeeded = succeeded;
            event.background = background;
            event.took = tookNanos;
            event.commit();
        }
    }
}
