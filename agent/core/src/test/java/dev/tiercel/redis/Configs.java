package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigResult;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.config.Endpoint;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.config.RedisLogin;
import dev.tiercel.config.RedisTarget;
import dev.tiercel.config.RedisTimes;
import dev.tiercel.config.RedisTls;
import dev.tiercel.config.RedisTopology;
import dev.tiercel.l2.GuardedL2;
import dev.tiercel.log.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The defaults, for another server. */
final class Configs {
    private Configs() {}

    static GuardedL2 start(RedisConfig config, EventLog log) {
        return GuardedL2.start(store(config, log), config.times(), "tiercel:", log);
    }

    /** With a backplane that nobody listens to. */
    static RedisStore store(RedisConfig config, EventLog log) {
        return new RedisStore(config, "tiercel:", new Backplane(config.times().heartbeat(), log), Runnable::run, log);
    }

    /** As a user who sets a URL and nothing else. */
    static RedisConfig byUrl(String url, String... argument) {
        String settings = String.join(",", argument);
        ConfigResult read = ConfigReader.read(new ConfigSources(
                Map.of("tiercel.redis.url", url), Map.of(), settings.isEmpty() ? null : settings, () -> null));
        assertThat(read.errorLine()).isEmpty();
        return read.config().redis();
    }

    static RedisConfig of(String host, int port, @Nullable String username, @Nullable String password) {
        return of(host, port, username, password, RedisTimes.DEFAULT.deadline());
    }

    static RedisConfig of(
            String host, int port, @Nullable String username, @Nullable String password, Duration deadline) {
        RedisTarget target = RedisTarget.DEFAULT;
        RedisTimes times = RedisTimes.DEFAULT;
        return new RedisConfig(
                true,
                new RedisTarget(
                        RedisTopology.STANDALONE,
                        List.of(new Endpoint(host, port)),
                        null,
                        List.of(),
                        null,
                        0,
                        target.readFrom(),
                        0,
                        null,
                        Map.of()),
                new RedisLogin(username, password, null, null, null, null, false),
                RedisTls.OFF,
                new RedisTimes(
                        times.connectTimeout(),
                        deadline,
                        times.reconnectMax(),
                        times.heartbeat(),
                        times.topologyRefresh(),
                        times.replayWindow(),
                        times.fenceLease()),
                RedisConfig.DEFAULT.requestQueue());
    }
}
