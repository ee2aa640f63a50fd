package micrometer;

import dev.tiercel.Cached;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** An application with registries of its own, and no line of code for ours. */
public final class Main {
    private static final SimpleMeterRegistry LEAF = new SimpleMeterRegistry();
    private static final CompositeMeterRegistry COMPOSITE = new CompositeMeterRegistry();

    public static void main(String[] args) throws IOException {
        LEAF.config().commonTags("shop", "north").meterFilter(MeterFilter.denyNameStartsWith("tiercel.invalidations"));
        COMPOSITE.add(LEAF);
        Metrics.addRegistry(LEAF);
        COMPOSITE.counter("own").increment();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answer(line));
        }
    }

    private static String answer(String question) {
        switch (question) {
            case "find":
                return find(1);
            case "bound":
                // The last of those that are bound one after the other.
                return String.valueOf(LEAF.find("tiercel.cache.size").gauge() != null);
            case "composite":
                return String.valueOf(ours(COMPOSITE) + ours(Metrics.globalRegistry));
            case "l1":
                FunctionCounter gets = LEAF.find("tiercel.cache.gets")
                        .tags("cache", "rows", "result", "hit", "tier", "l1", "shop", "north")
                        .functionCounter();
                return gets == null ? "none" : String.valueOf((long) gets.count());
            case "loads":
                return String.valueOf(LEAF.get("tiercel.cache.latency")
                        .tags("cache", "rows", "tier", "loader")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts()
                        .length);
            case "denied":
                return String.valueOf(LEAF.getMeters().stream()
                        .filter(each -> each.getId().getName().startsWith("tiercel.invalidations"))
                        .count());
            default:
                throw new IllegalArgumentException(question);
        }
    }

    private static long ours(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("tiercel"))
                .count();
    }

    @Cached(cache = "rows")
    static String find(int id) {
        return "row " + id;
    }
}
