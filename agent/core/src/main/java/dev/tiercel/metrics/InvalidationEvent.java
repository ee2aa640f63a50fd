package dev.tiercel.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Entries were dropped because what they hold has changed. */
@Name("dev.tiercel.Invalidation")
@Label("Invalidation")
@Description("Entries of a cache were dropped, by this process or another one")
@Category("Tiercel")
@StackTrace(false)
final class InvalidationEvent extends Event {
    @Label("Cache")
    String cache = "";

    @Label("What")
    @Description("keys, all, tags or pattern; entries where another process said so")
    String what = "";

    @Label("Count")
    long count;

    @Label("Remote")
    boolean remote;

    static void tell(String cache, String what, long count, boolean remote) {
        InvalidationEvent event = new InvalidationEvent();
        if (event.shouldCommit()) {
            event.cache = cache;
            event.what = what;
            event.count = count;
            event.remote = remote;
            event.commit();
        }
    }
}
