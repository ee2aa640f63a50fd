package dev.tiercel.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A server took its time for a command. */
@Name("dev.tiercel.SlowCall")
@Label("Slow L2 Call")
@Description("Redis took 20 milliseconds or more for a command")
@Category("Tiercel")
@StackTrace(false)
final class SlowCallEvent extends Event {
    @Label("Node")
    String node = "";

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @Label("Failure")
    String failure = "";

    static void tell(String node, long tookNanos, String failure) {
        SlowCallEvent event = new SlowCallEvent();
        if (event.shouldCommit()) {
            event.node = node;
            event.took = tookNanos;
            event.failure = failure;
            event.commit();
        }
    }
}
