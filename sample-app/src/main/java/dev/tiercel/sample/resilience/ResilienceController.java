package dev.tiercel.sample.resilience;

import dev.tiercel.CacheStats;
import dev.tiercel.RedisNode;
import dev.tiercel.sample.resilience.Resilience.Backplane;
import dev.tiercel.sample.resilience.Resilience.HitRates;
import dev.tiercel.sample.resilience.Resilience.Node;
import dev.tiercel.sample.resilience.Resilience.Transition;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the application fares, over HTTP. It asks neither the database nor Redis. */
@Controller("/api/resilience")
class ResilienceController {
    private final Reads reads;

    ResilienceController(Reads reads) {
        this.reads = reads;
    }

    @Get
    Resilience now() {
        var agent = Agent.isPresent();
        var nodes = RedisNode.all();
        var connection = RedisConnection.of(nodes);
        var rates = Rates.of(CacheStats.all());
        // Without the agent every read asks the database, and no cache was there to fall back from.
        var fallbackRate = agent ? reads.fallbackRate() : null;
        return new Resilience(
                agent,
                nodes.stream().map(Node::of).toList(),
                connection,
                HitRates.of(rates, connection),
                fallbackRate,
                rates.errors(),
                Backplane.now(),
                Transition.latest(nodes),
                kpis(nodes, connection, rates, fallbackRate));
    }

    private static List<Kpi> kpis(
            List<RedisNode> nodes, RedisConnection connection, Rates rates, @Nullable Double fallbackRate) {
        return List.of(
                Kpi.above("connection success", Availability.of(nodes, Instant.now()), 99),
                Kpi.below("fallback", fallbackRate, 5),
                Kpi.within("recovery", connection.averageRecoveryMillis(), 30),
                Kpi.above("hit rate", rates.total(), 80),
                Kpi.below("errors", rates.errors(), 1));
    }
}
