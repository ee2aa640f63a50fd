package dev.tiercel.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A server is another way than before. */
@Name("dev.tiercel.NodeHealth")
@Label("Redis Node Health")
@Description("A Redis server became usable, sick or disconnected")
@Category("Tiercel")
@StackTrace(false)
final class NodeEvent extends Event {
    @Label("Node")
    String node = "";

    @Label("Health")
    String health = "";

    @Label("Cause")
    String cause = "";

    static void tell(String node, String health, String cause) {
        NodeEvent event = new NodeEvent();
        if (event.shouldCommit()) {
            event.node = node;
            event.health = health;
            event.cause = cause;
            event.commit();
        }
    }
}
