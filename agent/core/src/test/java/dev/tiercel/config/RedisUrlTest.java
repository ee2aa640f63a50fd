package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisUrlTest {
    @ParameterizedTest
    @CsvSource({
        "redis://cache1, cache1, 6379, false, , , 0",
        "redis://cache1/, cache1, 6379, false, , , 0",
        "rediss://cache1:7000/2, cache1, 7000, true, , , 2",
        "redis://shop:s3cret@cache1:7000/2, cache1, 7000, false, shop, s3cret, 2",
        "redis://:s3cret@cache1, cache1, 6379, false, , s3cret, 0",
        "redis://:a%40b%2Fc%C3%A9+d@cache1, cache1, 6379, false, , a@b/cé+d, 0",
        "redis://shop:p@ss/w:rd@cache1, cache1, 6379, false, shop, p@ss/w:rd, 0",
        "rediss://shop:x@[::1]:7000, ::1, 7000, true, shop, x, 0",
        "cache1:7000, cache1, 7000, false, , , 0",
        "cache1, cache1, 6379, false, , , 0",
        "[fe80::1]:7000, fe80::1, 7000, false, , , 0",
    })
    void url_namesItsParts(
            String url, String host, int port, boolean tls, String username, String password, int database) {
        RedisConfig redis =
                Sources.none().property("tiercel.redis.url", url).config().redis();

        assertThat(redis.target().nodes().get(0).host()).isEqualTo(host);
        assertThat(redis.target().nodes().get(0).port()).isEqualTo(port);
        assertThat(redis.tls().enabled()).isEqualTo(tls);
        assertThat(redis.login().username()).isEqualTo(username);
        assertThat(redis.login().password()).isEqualTo(password);
        assertThat(redis.target().database()).isEqualTo(database);
    }

    @ParameterizedTest
    @CsvSource({
        "http://cache1, is no Redis URL",
        "redis://, is empty",
        "redis://cache1:port, is no whole number",
        "redis://cache1:99999, is too large",
        "redis://cache1/two, is no whole number",
        "redis://::1:7000, an IPv6 address is written [::1]",
        "redis://[::1, an IPv6 address is written [::1]",
        "redis://[::1]7000, has text after its host",
        "redis://cache1?timeout=5s, holds a ? or a #",
        "redis://:100%@cache1, write %25",
        "redis://:%FF@cache1, not UTF-8",
        "cache1/2, is no Redis URL",
        "shop:s3cret@cache1, is no Redis URL",
    })
    void badUrl_isAnError(String url, String reason) {
        assertThat(Sources.none().environment("REDIS_URL", url).error())
                .contains("(environment REDIS_URL)")
                .contains(reason);
    }

    @Test
    void badUrl_tellsWhatIsAllowed() {
        assertThat(Sources.none().argument("redis.url=http://cache1").error())
                .isEqualTo("redis.url: \"http://cache1\" (agent argument) is no Redis URL; allowed:"
                        + " redis://[user[:password]@]host[:port][/database], rediss://... for TLS, or host:port");
    }

    @Test
    void singleSettingOfTheSameSource_winsOverTheUrl() {
        Sources sources = Sources.none().yaml("redis: {url: 'redis://cache1:7000/2', port: 7001, password: s3cret}");

        assertThat(sources.config().redis().target()).hasToString("cache1:7001");
        assertThat(sources.config().redis().login().password()).isEqualTo("s3cret");
        assertThat(sources.origin("redis.host")).isEqualTo("class path tiercel.yaml line 1 column 14");
    }

    @Test
    void urlOfAStrongerSource_winsOverASingleSetting() {
        Sources sources =
                Sources.none().argument("redis.host=cache1,redis.port=7001").environment("REDIS_URL", "redis://cache2");

        assertThat(sources.config().redis().target().toString()).isEqualTo("cache2:7001");
    }

    @Test
    void onlyTheStrongestUrlCounts() {
        // Else the password meant for one server would be sent to another.
        RedisConfig redis = Sources.none()
                .yaml("redis: {url: 'redis://:s3cret@cache1:7000/2'}")
                .environment("REDIS_URL", "redis://cache2")
                .config()
                .redis();

        assertThat(redis.target()).hasToString("cache2:6379");
        assertThat(redis.login().password()).isNull();
    }

    @Test
    void ourVariable_winsOverCompatibleOnes() {
        assertThat(Sources.none()
                        .environment("TIERCEL_REDIS_URL", "redis://ours")
                        .environment("REDIS_URL", "redis://theirs")
                        .environment("REDIS_HOST", "theirs")
                        .config()
                        .redis()
                        .target()
                        .nodes()
                        .get(0)
                        .host())
                .isEqualTo("ours");
    }

    @Test
    void compatibleHostThenUrlThenAddress() {
        Sources sources = Sources.none().environment("REDIS_ADDR", "address:1");
        assertThat(sources.config().redis().target().toString()).isEqualTo("address:1");
        sources.environment("REDIS_URL", "redis://url:2");
        assertThat(sources.config().redis().target().toString()).isEqualTo("url:2");
        sources.environment("REDIS_HOST", "host");
        assertThat(sources.config().redis().target().toString()).isEqualTo("host:2");
    }

    @Test
    void userWithoutPassword_warns() {
        assertThat(Sources.none()
                        .environment("REDIS_URL", "redis://shop@cache1")
                        .warning())
                .isEqualTo("redis.username: is set, but redis.password is not, so Redis is called without a login");
    }
}
