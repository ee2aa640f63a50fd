package dev.tiercel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.config.ConfigSources;
import dev.tiercel.entry.OurThreads;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.Caches;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineTest {
    /** A port that nobody listens at. */
    private static final Map<String, String> NO_SERVER = Map.of("REDIS_HOST", "127.0.0.1", "REDIS_PORT", "1");

    private static final Map<String, String> NO_REDIS = Map.of("REDIS_ENABLED", "false");

    private final OurThreads threads = new OurThreads();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private Engine engine = engine(Map.of());

    private Engine engine(Map<String, String> environment) {
        return engine(environment, () -> null);
    }

    private Engine engine(Map<String, String> environment, Supplier<InputStream> file) {
        return new Engine(
                new ConfigSources(Map.of(), environment, null, file), "1", Runnable::run, EventLog.to(lines::add));
    }

    @BeforeEach
    @AfterEach
    void nothingOfOursRuns() {
        engine.close();
        // Other tests of this process may still have threads that end when they have been idle for a while.
        await().atMost(Duration.ofSeconds(60)).until(() -> threads.names().isEmpty());
    }

    @Test
    void newEngine_startsNothing() {
        engine = engine(NO_SERVER);
        assertThat(threads.names()).isEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void caches_areMadeOnce() {
        engine = engine(NO_REDIS);
        Caches caches = engine.caches();
        assertThat(caches).isNotNull();
        assertThat(engine.caches()).isSameAs(caches);
        assertThat(lines).isEmpty();
    }

    @Test
    void withoutRedis_noThreadOfItRuns() {
        engine = engine(NO_REDIS);
        engine.caches();
        assertThat(threads.names()).containsExactlyInAnyOrder("tiercel-clock", "tiercel-maintenance");
    }

    @Test
    void withRedisThatIsNotThere_cachesAreMadeAtOnce() {
        engine = engine(NO_SERVER);
        assertThat(engine.caches()).isNotNull();
        assertThat(threads.names()).contains("tiercel-clock", "tiercel-maintenance");
        await().until(() -> lines.stream().anyMatch(line -> line.contains("Redis unavailable")));
        assertThat(threads.names()).anyMatch(name -> name.contains("redis") || name.contains("l2"));
    }

    @Test
    void redis_isNotConnectedBeforeTheApplicationsStartIsOver() {
        List<Runnable> after = new ArrayList<>();
        engine = new Engine(
                new ConfigSources(Map.of(), NO_SERVER, null, () -> null), "1", after::add, EventLog.to(lines::add));
        assertThat(engine.caches()).isNotNull();
        assertThat(threads.names()).noneMatch(name -> name.contains("redis"));
        assertThat(after).hasSize(1);
        after.get(0).run();
        await().until(() -> lines.stream().anyMatch(line -> line.contains("Redis unavailable")));
    }

    @Test
    void close_endsEveryThreadAndTheCaches() {
        engine = engine(NO_SERVER);
        engine.caches();
        engine.close();
        // Other tests of this process may still have threads that end when they have been idle for a while.
        await().atMost(Duration.ofSeconds(60)).until(() -> threads.names().isEmpty());
        assertThat(engine.caches()).isNull();
        engine.close();
        assertThat(threads.names()).isEmpty();
    }

    @Test
    void closeBeforeTheStart_leavesNothingToStart() {
        engine = engine(NO_REDIS);
        engine.close();
        assertThat(engine.caches()).isNull();
        assertThat(threads.names()).isEmpty();
    }

    @Test
    void wrongConfiguration_isOneErrorAndNoCaches() {
        engine = engine(Map.of("REDIS_PORT", "many", "TIERCEL_DEFAULTS_TTL", "soon"));
        assertThat(engine.caches()).isNull();
        assertThat(engine.caches()).isNull();
        assertThat(threads.names()).isEmpty();
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("[tiercel] ERROR The configuration is wrong, and the application runs uncached: ")
                .contains("and 1 more");
    }

    @Test
    void switchedOff_isSilent() {
        engine = engine(Map.of("TIERCEL_ENABLED", "false"));
        assertThat(engine.caches()).isNull();
        assertThat(threads.names()).isEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void warnings_areToldAndKeepNothingFromStarting() {
        engine = engine(Map.of("REDIS_ENABLED", "false", "TIERCEL_REDIS_USERNAME", "anna"));
        assertThat(engine.caches()).isNotNull();
        assertThat(lines).singleElement().asString().startsWith("[tiercel] WARN redis.username");
    }

    @Test
    void failureToStart_isOneErrorAndNoCaches() {
        engine = engine(NO_REDIS, () -> {
            throw new IllegalStateException("a class loader's fault");
        });
        assertThat(engine.caches()).isNull();
        assertThat(engine.caches()).isNull();
        assertThat(threads.names()).isEmpty();
        assertThat(lines)
                .singleElement()
                .asString()
                .isEqualTo("[tiercel] ERROR The agent could not start, and the application runs uncached: "
                        + "java.lang.IllegalStateException: a class loader's fault");
    }

    @Test
    void warmUp_startsTheEngineAndIsSilent() {
        engine = engine(NO_REDIS);
        engine.warmUp();
        assertThat(threads.names()).isNotEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void warmUp_ofAnEngineThatIsOff_doesNothing() {
        engine = engine(Map.of("TIERCEL_ENABLED", "false"));
        engine.warmUp();
        assertThat(threads.names()).isEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void practice_comesBack() {
        assertThat(Practice.run()).isTrue();
    }
}
