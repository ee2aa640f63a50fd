package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrecedenceTest {
    @Test
    void nothingSet_defaults() {
        assertThat(Sources.none().config()).isEqualTo(TiercelConfig.DEFAULT);
        assertThat(Sources.none().read().errorLine()).isEmpty();
    }

    @Test
    void everySettingWithADefault_isShownWithIt() {
        assertThat(Sources.none().read().settings())
                .hasSize(41)
                .allMatch(setting -> setting.origin().equals("default"))
                .contains(new Setting("redis.port", "6379", "default"))
                .contains(new Setting("l1.max-bytes", "200MB", "default"))
                .contains(new Setting("annotations", "none", "default"))
                .contains(new Setting("defaults.ttl", "5m", "default"))
                .contains(new Setting("defaults.negative-ttl", "1m", "default"))
                .contains(new Setting("defaults.eager-refresh", "0.0", "default"))
                .contains(new Setting("defaults.stale-if-error", "0s", "default"))
                .contains(new Setting("defaults.loader-soft-timeout", "0s", "default"))
                .contains(new Setting("defaults.values", "auto", "default"))
                .contains(new Setting("defaults.codec", "json", "default"))
                .contains(new Setting("defaults.compress-above", "16KB", "default"));
    }

    @Test
    void strongerSource_wins() {
        Sources sources = Sources.none().yaml("redis: {host: file}");
        assertHost(sources, "file", "class path tiercel.yaml line 1 column 15");
        sources.argument("redis.host=argument");
        assertHost(sources, "argument", "agent argument");
        sources.environment("REDIS_HOST", "compatible");
        assertHost(sources, "compatible", "environment REDIS_HOST");
        sources.environment("TIERCEL_REDIS_HOST", "environment");
        assertHost(sources, "environment", "environment TIERCEL_REDIS_HOST");
        sources.property("tiercel.redis.host", "property");
        assertHost(sources, "property", "system property tiercel.redis.host");
    }

    private static void assertHost(Sources sources, String host, String origin) {
        assertThat(sources.config().redis().target().nodes().get(0).host()).isEqualTo(host);
        assertThat(sources.setting("redis.host")).hasToString("redis.host = " + host + " (" + origin + ")");
    }

    @Test
    void badValueOfAWeakerSource_doesNotMatter() {
        assertThat(Sources.none()
                        .environment("REDIS_PORT", "tcp://10.0.0.7:6379")
                        .environment("TIERCEL_REDIS_PORT", "7000")
                        .config()
                        .redis()
                        .target()
                        .nodes()
                        .get(0)
                        .port())
                .isEqualTo(7000);
    }

    @Test
    void everySetting_reachesItsPlace() {
        TiercelConfig config = Sources.none()
                .property("tiercel.enabled", "false")
                .property("tiercel.strict", "true")
                .property("tiercel.dry-run", "true")
                .property("tiercel.bypass", "Products.find, Users.*")
                .property("tiercel.prefix", "shop")
                .property("tiercel.redis.enabled", "no")
                .property("tiercel.redis.host", "cache1")
                .property("tiercel.redis.port", "7000")
                .property("tiercel.redis.tls", "on")
                .property("tiercel.redis.username", "shop")
                .property("tiercel.redis.password", " s3,cret= ")
                .property("tiercel.redis.database", "2")
                .property("tiercel.redis.connect-timeout", "1s")
                .property("tiercel.redis.deadline", "100ms")
                .property("tiercel.redis.request-queue", "77")
                .property("tiercel.redis.topology", "Proxied")
                .property("tiercel.redis.read-from", "replica")
                .property("tiercel.redis.expected-nodes", "3")
                .property("tiercel.redis.proxy-stats", "https://u:p@proxy:8404/stats")
                .property("tiercel.redis.address-map", "10.0.0.7:6379 = [::1]:7001")
                .property("tiercel.redis.tls-verify", "off")
                .property("tiercel.redis.tls-ca-file", "ca.pem")
                .property("tiercel.redis.tls-certificate-file", "/c.pem")
                .property("tiercel.redis.tls-key-file", "/k.pem")
                .property("tiercel.redis.reconnect-max", "1m")
                .property("tiercel.redis.heartbeat", "100ms")
                .property("tiercel.redis.topology-refresh", "1h")
                .property("tiercel.redis.replay-window", "1s")
                .property("tiercel.redis.fence-lease", "2s")
                .property("tiercel.l1.max-bytes", "1GB")
                .property("tiercel.l1.clock-interval", "5ms")
                .property("tiercel.defaults.ttl", "2h")
                .property("tiercel.defaults.ttl-jitter", "25%")
                .property("tiercel.annotations", "spring, JSR107")
                .property("tiercel.defaults.negative-ttl", "3s")
                .property("tiercel.defaults.eager-refresh", "80%")
                .property("tiercel.defaults.stale-if-error", "1h")
                .property("tiercel.defaults.loader-soft-timeout", "200ms")
                .property("tiercel.defaults.values", "copy")
                .property("tiercel.defaults.codec", "smile")
                .property("tiercel.defaults.compress-above", "4KB")
                .property("tiercel.defaults.max-staleness", "6s")
                .property("tiercel.defaults.max-entries", "9")
                .property("tiercel.defaults.budget", "PT3S")
                .config();

        assertThat(config.enabled()).isFalse();
        assertThat(config.strict()).isTrue();
        assertThat(config.dryRun()).isTrue();
        assertThat(config.isBypassed("Products.find")).isTrue();
        assertThat(config.isBypassed("Products.findAll")).isFalse();
        assertThat(config.isBypassed("Users.any")).isTrue();
        assertThat(config.prefix()).isEqualTo("shop");
        assertThat(config.redis())
                .isEqualTo(new RedisConfig(
                        false,
                        new RedisTarget(
                                RedisTopology.PROXIED,
                                List.of(new Endpoint("cache1", 7000)),
                                null,
                                List.of(),
                                null,
                                2,
                                ReadFrom.REPLICA,
                                3,
                                URI.create("https://u:p@proxy:8404/stats"),
                                Map.of(new Endpoint("10.0.0.7", 6379), new Endpoint("::1", 7001))),
                        new RedisLogin("shop", " s3,cret= ", null, null, null, null, false),
                        new RedisTls(true, false, Path.of("ca.pem"), Path.of("/c.pem"), Path.of("/k.pem")),
                        new RedisTimes(
                                Duration.ofSeconds(1),
                                Duration.ofMillis(100),
                                Duration.ofMinutes(1),
                                Duration.ofMillis(100),
                                Duration.ofHours(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2)),
                        77));
        assertThat(config.l1()).isEqualTo(new L1Config(1L << 30, Duration.ofMillis(5)));
        assertThat(config.annotations())
                .containsExactlyInAnyOrder(ForeignAnnotations.JSR107, ForeignAnnotations.SPRING);
        assertThat(config.defaults())
                .isEqualTo(new CacheConfig(
                        Duration.ofHours(2),
                        0.25,
                        Duration.ofSeconds(3),
                        0.8,
                        Duration.ofHours(1),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(3),
                        9,
                        ValuesMode.COPY,
                        CodecFormat.SMILE,
                        4096,
                        Duration.ofSeconds(6)));
    }

    @Test
    void emptyPassword_takesBackAWeakerOne() {
        assertThat(Sources.none()
                        .environment("REDIS_PASSWORD", "s3cret")
                        .property("tiercel.redis.password", "")
                        .config()
                        .redis()
                        .login()
                        .password())
                .isNull();
    }
}
