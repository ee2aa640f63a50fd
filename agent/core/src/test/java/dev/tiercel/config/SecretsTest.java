package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a user writes, a secret is in no line that may be logged. */
class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://shop:s3cret@cache1:7000/2",
                "redis://shop:x@s3cret/a:b@cache1",
                "redis://shop:s3cret@cache1:port",
                "redis://shop:s3cret",
                "redis://shop:7000/s3cret",
                "redis://:s3cret@",
                "redis://:s3cret%@cache1",
                "redis://cache1?password=s3cret",
                "redis://cache1#s3cret",
                "redis://[::1]s3cret",
                "http://shop:s3cret@cache1",
                "shop:s3cret@cache1",
                "cache1:s3cret",
            })
    void url_isMasked(String url) {
        assertSilent(Sources.none().environment("REDIS_URL", url));
        assertSilent(Sources.none().argument("redis.url=" + url));
    }

    @Test
    void url_isShownWithoutItsLogin() {
        assertThat(Sources.none()
                        .environment("REDIS_URL", "redis://shop:s3cret@cache1:7000/2")
                        .setting("redis.url"))
                .hasToString("redis.url = redis://****@cache1:7000/2 (environment REDIS_URL)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "s3cret\n", "\u0000s3cret", " s3cret"})
    void password_isMasked(String password) {
        Sources sources = Sources.none().environment("REDIS_PASSWORD", password);
        assertSilent(sources);
        if (sources.read().errors().isEmpty()) {
            assertThat(sources.setting("redis.password"))
                    .hasToString("redis.password = **** (environment REDIS_PASSWORD)");
        }
    }

    @Test
    void passwordWithALineBreak_tellsTheLikelyCause() {
        assertThat(Sources.none()
                        .environment("TIERCEL_REDIS_PASSWORD", "s3cret\n")
                        .error())
                .isEqualTo("redis.password: \"****\" (environment TIERCEL_REDIS_PASSWORD) holds a control character"
                        + " (a line break at its end?); allowed: at most 4096 characters,"
                        + " none of them a control character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis: {password: *s3cret}",
                "redis: {password: !s3cret!x y}",
                "redis:\n  password: \"s3cret",
                "redis:\n  password: a: s3cret",
                "redis:\n  password: @s3cret",
                "redis:\n  password: %s3cret",
                "redis:\n  password: [s3cret]",
                "redis:\n  password: {s3cret: 1}\n  x: y: z",
                "redis:\n  password s3cret",
                "s3cret",
                "redis: {pasword: s3cret}",
            })
    void brokenYaml_isToldWithoutItsValues(String yaml) {
        ConfigResult result = Sources.none().yaml(yaml).read();
        assertThat(result.errors().size() + result.warnings().size()).isPositive();
        assertThat(result.errors().toString()).doesNotContain("s3cret");
    }

    @Test
    void secondHalfOfAPassword_isNotShown() {
        assertSilent(Sources.none().argument("redis.password=a,s3cret"));
    }

    @Test
    void unknownKey_isToldWithoutItsValue() {
        assertSilent(Sources.none().property("tiercel.redis.pasword", "s3cret"));
        assertSilent(Sources.none().environment("TIERCEL_REDIS_PASWORD", "s3cret"));
    }

    private static void assertSilent(Sources sources) {
        ConfigResult result = sources.read();
        assertThat(result.errors().toString() + result.warnings() + result.settings())
                .doesNotContain("s3cret");
        assertThat(result.config().redis().toString()).doesNotContain("s3cret");
    }
}
