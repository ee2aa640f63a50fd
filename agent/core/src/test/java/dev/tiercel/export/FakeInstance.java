package dev.tiercel.export;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.l2.NodeState;
import dev.tiercel.l2.NodeState.Health;
import dev.tiercel.metrics.CacheCounts;
import dev.tiercel.metrics.CacheFigures;
import dev.tiercel.readthrough.NamedChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine of which a test says what there is to tell. */
final class FakeInstance implements Instance {
    final List<CacheFigures> caches = new ArrayList<>();
    final List<NodeState> nodes = new ArrayList<>();
    Backplane.@Nullable State backplane;

    CacheCounts cache(String name) {
        CacheCounts counts = new CacheCounts(true);
        caches.add(new CacheFigures(name, counts, () -> 7));
        return counts;
    }

    void redis(Health health) {
        nodes.add(new NodeState("one:6379", health, Instant.EPOCH, 3, 1, 0, Duration.ZERO, List.of()));
        backplane = new Backplane.State(true, Instant.EPOCH, "beats come back", 2, 1, 5);
    }

    @Override
    public List<CacheFigures> caches() {
        return caches;
    }

    @Override
    public List<NodeState> nodes() {
        return nodes;
    }

    @Override
    public Backplane.@Nullable State backplane() {
        return backplane;
    }

    @Override
    public long waitingInvalidations() {
        return 4;
    }

    @Override
    public int methods() {
        return 2;
    }

    @Override
    public void told() {}

    @Override
    public NamedChanges changes() {
        throw new UnsupportedOperationException("no test drops anything");
    }
}
