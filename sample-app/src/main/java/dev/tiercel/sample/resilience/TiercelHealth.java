package dev.tiercel.sample.resilience;

import dev.tiercel.RedisNode;
import dev.tiercel.Synchrony;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * The caches in {@code /health}: always up, with details. The application answers without Redis, so whoever restarts it because
 * Redis is away makes one outage into two.
 */
@Singleton
class TiercelHealth implements HealthIndicator {

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.just(HealthResult.builder("tiercel", HealthStatus.UP)
                .details(details())
                .build());
    }

    private static Map<String, Object> details() {
        var details = new LinkedHashMap<String, Object>();
        details.put("agent", Agent.isPresent());
        details.put("redis", RedisConnection.of(RedisNode.all()));
        Synchrony.now().ifPresent(state -> details.put("inSync", state.inSync()));
        return details;
    }
}
