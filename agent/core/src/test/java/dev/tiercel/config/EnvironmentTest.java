package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @Test
    void dotsAndDashes_areUnderscores() {
        TiercelConfig config = Sources.none()
                .environment("TIERCEL_REDIS_CONNECT_TIMEOUT", "2s")
                .environment("TIERCEL_L1_MAX_BYTES", "8MB")
                .environment("TIERCEL_STRICT", "true")
                .config();

        assertThat(config.redis().times().connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.l1().maxBytes()).isEqualTo(8L << 20);
        assertThat(config.strict()).isTrue();
    }

    @Test
    void compatibleNames_areRead() {
        TiercelConfig config = Sources.none()
                .environment("REDIS_ENABLED", "0")
                .environment("REDIS_HOST", "cache1")
                .environment("REDIS_PORT", "7000")
                .environment("REDIS_PASSWORD", "s3cret")
                .environment("REDIS_DB", "3")
                .environment("CACHE_SIZE_MB", "64")
                .environment("CACHE_MAX_AGE", "90s")
                .config();

        assertThat(config.redis().enabled()).isFalse();
        assertThat(config.redis().target().nodes().get(0).host()).isEqualTo("cache1");
        assertThat(config.redis().target().nodes().get(0).port()).isEqualTo(7000);
        assertThat(config.redis().login().password()).isEqualTo("s3cret");
        assertThat(config.redis().target().database()).isEqualTo(3);
        assertThat(config.l1().maxBytes()).isEqualTo(64L << 20);
        assertThat(config.defaults().ttl()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void compatibleNamesOfSentinelsLoginAndTls_areRead() {
        RedisConfig redis = Sources.none()
                .environment("REDIS_SENTINELS", "s1,s2:7000")
                .environment("REDIS_SENTINEL_MASTER", "shop")
                .environment("REDIS_USERNAME", "anna")
                .environment("REDIS_PASSWORD", "s3cret")
                .environment("REDIS_TLS", "yes")
                .config()
                .redis();

        assertThat(redis.target().sentinels()).containsExactly(new Endpoint("s1", 26379), new Endpoint("s2", 7000));
        assertThat(redis.target().sentinelMaster()).isEqualTo("shop");
        assertThat(redis.login().username()).isEqualTo("anna");
        assertThat(redis.tls().enabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDIS_URL", "REDIS_ADDR"})
    void compatibleAddress_isRead(String variable) {
        RedisConfig redis =
                Sources.none().environment(variable, "cache1:7000").config().redis();

        assertThat(redis.target().toString()).isEqualTo("cache1:7000");
    }

    @Test
    void compatibleName_isShownInOurUnit() {
        assertThat(Sources.none().environment("CACHE_SIZE_MB", "64").setting("l1.max-bytes"))
                .hasToString("l1.max-bytes = 64MB (environment CACHE_SIZE_MB)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void emptyVariable_isNotSet(String text) {
        assertThat(Sources.none()
                        .environment("REDIS_HOST", text)
                        .environment("REDIS_URL", text)
                        .environment("TIERCEL_REDIS_PORT", text)
                        .environment("TIERCEL_CONFIG", text)
                        .environment("TIERCEL_NO_SUCH_THING", text)
                        .config())
                .isEqualTo(TiercelConfig.DEFAULT);
    }

    @Test
    void ourOtherVariables_doNotWarn() {
        assertThat(Sources.none()
                        .environment("TIERCEL_REDIS_SERVER", "/opt/redis")
                        .config())
                .isEqualTo(TiercelConfig.DEFAULT);
    }

    @Test
    void variablesOfOthers_areNotLookedAt() {
        assertThat(Sources.none()
                        .environment("REDIS_NODES", "x")
                        .environment("PATH", "/bin")
                        .config())
                .isEqualTo(TiercelConfig.DEFAULT);
    }

    @Test
    void unknownVariable_warnsWithTheNearestName() {
        assertThat(Sources.none().environment("TIERCEL_REDIS_HOTS", "cache1").warning())
                .isEqualTo("TIERCEL_REDIS_HOTS: no such setting (environment), ignored;"
                        + " did you mean TIERCEL_REDIS_HOST?");
        assertThat(Sources.none()
                        .environment("TIERCEL_CACHES_ORDER_LINES_MAX_ENTRYS", "5")
                        .warning())
                .endsWith("did you mean TIERCEL_CACHES_ORDER_LINES_MAX_ENTRIES?");
    }

    @Test
    void badCompatibleValue_tellsTheNameThatWins() {
        assertThat(Sources.none()
                        .environment("REDIS_PORT", "tcp://10.0.0.7:6379")
                        .error())
                .isEqualTo("redis.port: \"tcp://10.0.0.7:6379\" (environment REDIS_PORT) is no whole number;"
                        + " allowed: a whole number from 1 to 65535. Where another program needs REDIS_PORT as it is,"
                        + " set TIERCEL_REDIS_PORT, which wins over it");
        assertThat(Sources.none().environment("CACHE_SIZE_MB", "200MB").error())
                .startsWith("l1.max-bytes: \"200MB\" (environment CACHE_SIZE_MB) is no whole number;"
                        + " allowed: a whole number of megabytes from 1 to 1048576.")
                .endsWith("set TIERCEL_L1_MAX_BYTES, which wins over it");
    }
}
