package dev.tiercel.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.l2.NodeState.Health;
import dev.tiercel.log.EventLog;
import dev.tiercel.metrics.Answer;
import dev.tiercel.metrics.CacheCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The oldest Micrometer that we know, in this process. */
class RegistriesTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Registries registries = new Registries(EventLog.to(lines::add), nanos::get);
    private final FakeInstance instance = new FakeInstance();
    private final Meters meters = new Meters(instance);
    private final MeterRegistry registry = new SimpleMeterRegistry();

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        registries.refresh(meters);
    }

    private static List<String> ours(MeterRegistry in) {
        return in.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .filter(name -> name.startsWith("tiercel") && !name.endsWith(".histogram"))
                .distinct()
                .toList();
    }

    @Test
    void registryInUse_isTold_andReadsWhatIsCounted() {
        CacheCounts counts = instance.cache("products");
        instance.redis(Health.USABLE);
        registries.made(registry);
        registry.counter("theirs");
        pass(Duration.ofSeconds(1));
        counts.answered(Answer.L2, 2_000_000);

        FunctionCounter gets = registry.get("tiercel.cache.gets")
                .tags("cache", "products", "result", "hit", "tier", "l2")
                .functionCounter();
        assertThat(gets.count()).isEqualTo(1);
        Timer latency = registry.get("tiercel.cache.latency").tags("tier", "l2").timer();
        assertThat(latency.count()).isEqualTo(1);
        assertThat(latency.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(2);
        assertThat(registry.get("tiercel.cache.size").gauge().value()).isEqualTo(7);
        assertThat(ours(registry))
                .containsExactlyInAnyOrderElementsOf(meters.all().stream()
                        .map(dev.tiercel.export.Meter::name)
                        .toList());
        assertThat(lines).isEmpty();
    }

    @Test
    void emptyRegistry_isWaitedFor_butNotForEver() {
        registries.made(registry);
        pass(Duration.ofSeconds(1));
        assertThat(ours(registry)).isEmpty();
        pass(Duration.ofSeconds(5));
        assertThat(ours(registry)).contains("tiercel.invalidations.waiting");
    }

    @Test
    void composite_isNotTold_soThatNothingCountsTwice() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        registries.made(composite);
        composite.counter("theirs");
        pass(Duration.ofSeconds(9));
        assertThat(ours(composite)).isEmpty();
        assertThat(registries.areThere()).isFalse();
    }

    @Test
    void cacheThatComesLater_isBoundToo() {
        registries.made(registry);
        pass(Duration.ofSeconds(9));
        instance.cache("late");
        pass(Duration.ofSeconds(1));
        assertThat(registry.find("tiercel.cache.puts").tag("cache", "late").functionCounter())
                .isNotNull();
    }

    @Test
    void closedRegistry_isLetGo() {
        registries.made(registry);
        pass(Duration.ofSeconds(9));
        assertThat(registries.areThere()).isTrue();
        registry.close();
        pass(Duration.ofSeconds(1));
        assertThat(registries.areThere()).isFalse();
    }

    @Test
    void meters_areTakenOut_whenTheAgentLeaves() {
        instance.cache("products");
        registry.counter("theirs");
        registries.made(registry);
        pass(Duration.ofSeconds(1));
        registries.close();
        assertThat(ours(registry)).isEmpty();
        registries.made(new SimpleMeterRegistry());
        assertThat(registries.areThere()).isFalse();
    }

    @Test
    void registryThatFails_isOneLine_andTheOthersAreTold() {
        MeterRegistry broken = new SimpleMeterRegistry() {
            @Override
            public List<Meter> getMeters() {
                throw new IllegalStateException("broken");
            }
        };
        Stream.of(broken, registry).forEach(registries::made);
        pass(Duration.ofSeconds(9));
        pass(Duration.ofSeconds(1));
        assertThat(lines).singleElement().asString().contains("broken", "metrics.micrometer: false");
        assertThat(ours(registry)).isNotEmpty();
    }
}
