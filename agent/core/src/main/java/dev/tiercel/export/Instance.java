package dev.tiercel.export;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.l2.NodeState;
import dev.tiercel.metrics.CacheFigures;
import dev.tiercel.readthrough.NamedChanges;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be told of the engine of this process. Thread-safe; nothing here waits. */
public interface Instance {
    /** Of each cache that was used, by name. */
    List<CacheFigures> caches();

    /** Of each Redis server. */
    List<NodeState> nodes();

    /** Null: there is no Redis. */
    Backplane.@Nullable State backplane();

    /** How many invalidations wait to be repeated. */
    long waitingInvalidations();

    /** How many methods were called that are woven. */
    int methods();

    /** JMX is told of it: whoever has more to say there may say it now. */
    void told();

    /** The ways to drop entries by name. */
    NamedChanges changes();
}
