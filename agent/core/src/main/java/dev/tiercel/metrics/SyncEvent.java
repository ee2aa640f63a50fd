package dev.tiercel.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The backplane is in sync, or out of it. */
@Name("dev.tiercel.Sync")
@Label("Backplane Sync")
@Description("What other instances invalidate is heard from now on, or no more")
@Category("Tiercel")
@StackTrace(false)
final class SyncEvent extends Event {
    @Label("In Sync")
    boolean inSync;

    @Label("Cause")
    String cause = "";

    static void tell(boolean inSync, String cause) {
        SyncEvent event = new SyncEvent();
        if (event.shouldCommit()) {
            event.inSync = inSync;
            event.cause = cause;
            event.commit();
        }
    }
}
