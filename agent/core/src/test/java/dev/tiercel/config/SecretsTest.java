package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "redis://s3cret@cache1",
                "redis://s3cret@cache1:7000,cache2:7000",
                "redis-sentinel://s3cret@s1,s2#master",
                "unix://s3cret@/run/redis.sock",
                "redis://shop:7000/s3cret",
                "redis://:s3cret@",
                "redis://:s3cret%@cache1",
                "redis://cache1?password=s3cret",
                "redis://cache1#s3cret",
                "redis://[::1]s3cret",
                "http://shop:s3cret@cache1",
                "shop:s3cret@cache1",
                "cache1:s3cret",
                ":s3cret@cache1://",
                "shop:s3cret://cache1",
                "redis://shop:s3cret@cache1:7000,cache2/2",
                "redis://shop:s3cret@cache1:port,cache2",
                "redis://cache1:7000,shop:s3cret",
                "redis://shop:s3cret,cache2",
                "redis://:7000,s3cret",
                "redis://shop:7000/s3cret,cache2",
                "cache1,shop:s3cret@cache2",
                "redis-sentinel://shop:s3cret@s1,s2#master",
                "redis-sentinel://shop:s3cret#master",
                "redis-sentinel://s1?password=s3cret",
                "redis-sentinel://s1:7000/s3cret#master",
                "redis-sentinel://:s3cret@",
                "unix://shop:s3cret@/run/redis.sock?db=2",
                "unix://shop:s3/s3cret@/run/redis.sock",
                "unix://shop:s3cret",
                "unix:///:s3cret@/run/redis.sock",
                "unix:///shop:s3cret",
                "unix:///run/redis.sock?password=s3cret",
                "unix:///run/redis.sock#s3cret",
                "redis+socket://:s3cret/run/redis.sock",
                "redis-socket://s3cret@run/redis.sock",
                "unix:s3cret@/run/redis.sock",
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

    /** The colon before a password may have been forgotten. */
    @Test
    void userOfAUrlAlone_isShownNowhere_butThatOfItsOwnSetting() {
        Sources url = Sources.none().environment("REDIS_URL", "redis://s3cret@cache1");
        assertThat(url.setting("redis.username")).hasToString("redis.username = **** (environment REDIS_URL)");
        assertThat(url.read().config().redis().login())
                .hasToString("<user of redis.url>")
                .extracting(RedisLogin::username)
                .isEqualTo("s3cret");
        assertThat(Sources.none()
                        .environment("REDIS_URL", "redis://shop:s3cret@cache1")
                        .setting("redis.username")
                        .value())
                .isEqualTo("shop");
        Sources own = url.property("tiercel.redis.username", "shop");
        assertThat(own.setting("redis.username").value()).isEqualTo("shop");
        assertThat(own.read().config().redis().login()).hasToString("shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://shop:s3cret@a:7000,[::1]:7001/2|redis://****@a:7000,[::1]:7001/2",
                "redis-sentinel://:s3cret@s1:7000,s2/2#shop|redis-sentinel://****@s1:7000,s2/2#shop",
                "redis-sentinel://s1?sentinelMasterId=shop|redis-sentinel://s1****",
                "unix://shop:s3cret@/run/redis.sock|unix://****@/run/redis.sock",
                "unix:///run/redis.sock?db=2|unix:///run/redis.sock****",
                "a:7000,b|a:7000,b",
            })
    void url_isShownAsFarAsItIsNoSecret(String url, String shown) {
        assertThat(Sources.none()
                        .property("tiercel.redis.url", url)
                        .setting("redis.url")
                        .value())
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis.host",
                "redis.nodes",
                "redis.socket",
                "redis.sentinels",
                "redis.tls-ca-file",
                "redis.password-file"
            })
    void loginInAPlace_isMasked(String key) {
        assertSilent(Sources.none().property("tiercel." + key, "redis://shop:s3cret@cache1:7000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis.host", "redis.nodes", "redis.socket", "redis.sentinels"})
    void loginWithoutAScheme_isMasked(String key) {
        assertSilent(Sources.none().property("tiercel." + key, "shop:s3cret@cache1"));
    }

    @Test
    void passwordWithoutItsHostInAList_isMasked() {
        assertSilent(Sources.none().property("tiercel.redis.nodes", "shop:s3cret"));
        assertSilent(Sources.none().property("tiercel.redis.sentinels", "s1,shop:s3cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop:s3cret@p:8404/stats",
                "http://shop:s3cret@p:8404/stats?x",
                "http://p/stats?password=s3cret",
                "http://p/stats#s3cret",
                "http://shop:s3cret",
                "http://shop:s3 cret@p:s3cret",
                "ftp://shop:s3cret@p",
                "shop:s3cret@p",
            })
    void statisticsPage_isMasked(String page) {
        assertSilent(Sources.none().environment("TIERCEL_REDIS_PROXY_STATS", page));
    }

    @Test
    void statisticsPage_isShownWithoutItsLogin() {
        assertThat(Sources.none()
                        .property("tiercel.redis.proxy-stats", "http://shop:s3cret@p:8404/stats;csv")
                        .setting("redis.proxy-stats")
                        .value())
                .isEqualTo("http://****@p:8404/stats;csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis.password-command", "redis.sentinel-password"})
    void otherSecrets_areMasked(String key) {
        Sources sources =
                Sources.none().property("tiercel." + key, "vault s3cret").property("tiercel.redis.sentinels", "s1");
        assertSilent(sources);
        assertThat(sources.setting(key).value()).isEqualTo("****");
        assertSilent(Sources.none().property("tiercel." + key, "vault s3cret\n"));
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
    void addressInPlaceOfAFileOrASetting_isMasked() {
        assertSilent(Sources.none().argument("redis://s3cret@cache1"));
        assertSilent(Sources.none().argument("redis://shop:s3cret@cache1:7000=1"));
        assertSilent(Sources.none().property("tiercel.config", "redis://s3cret@cache1"));
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
