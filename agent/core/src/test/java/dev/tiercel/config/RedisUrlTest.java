package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "http://cache1, has the unknown scheme http;",
        "reds://cache1, has the unknown scheme reds; did you mean redis?;",
        "redis-sentinal://cache1, has the unknown scheme redis-sentinal; did you mean redis-sentinel?;",
        "://cache1, has no scheme",
        "redis-sentinel://, has no host",
        "redis-sentinel://#shop, has no host",
        "redis-sentinel://s1?timeout=5s, has a query other than ?sentinelMasterId=",
        "unix://run/redis.sock, has no absolute path; write unix:///path",
        "unix://, has no absolute path",
        "unix:///shop:x@/s, has a colon in its path; write it percent-coded",
        "unix:///s?db=two, is no whole number",
        "unix:///s?timeout=1, has a query other than ?db= or ?database=",
        "unix:///s?db=1&timeout=1, has a query other than ?db= or ?database=",
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
                .isEqualTo("redis.url: \"http://cache1\" (agent argument) has the unknown scheme http;"
                        + " allowed: redis://[user[:password]@]host[:port][,host[:port]...][/database], rediss://... for"
                        + " TLS, redis-sentinel://...[#master], rediss-sentinel://..., unix://[user:password@]/path, or"
                        + " host:port");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://a:7000,b,[::1]:7001/2|a:7000,b:6379,[::1]:7001|false|2",
                "rediss://shop:x@a,b|a:6379,b:6379|true|0",
                "REDISS://a,b/|a:6379,b:6379|true|0",
                "a:7000,b|a:7000,b:6379|false|0",
            })
    void severalHosts_areNodes(String url, String nodes, boolean tls, int database) {
        RedisConfig redis =
                Sources.none().property("tiercel.redis.url", url).config().redis();

        assertThat(redis.target()).hasToString(nodes);
        assertThat(redis.tls().enabled()).isEqualTo(tls);
        assertThat(redis.target().database()).isEqualTo(database);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis-sentinel://s1,s2:7000/2#shop|false|s1:26379,s2:7000|2|shop|",
                "redis-sentinel://:s3cret@s1?sentinelMasterId=shop|false|s1:26379|0|shop|s3cret",
                "rediss-sentinel://:s3#cret@s1|true|s1:26379|0||s3#cret",
            })
    void sentinels_nameTheMasterAndItsLogin(
            String url, boolean tls, String sentinels, int database, String master, String password) {
        RedisConfig redis =
                Sources.none().property("tiercel.redis.url", url).config().redis();

        assertThat(redis.target()).hasToString(sentinels);
        assertThat(redis.target().sentinels()).isNotEmpty();
        assertThat(redis.target().sentinelMaster()).isEqualTo(master);
        assertThat(redis.target().database()).isEqualTo(database);
        assertThat(redis.tls().enabled()).isEqualTo(tls);
        assertThat(redis.login()).isEqualTo(new RedisLogin(null, password, null, null, null, null, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unix:///run/redis.sock|/run/redis.sock|||0",
                "redis-socket:///run/a@b.sock?database=2|/run/a@b.sock|||2",
                "redis+socket://shop:s3/cr@et@/run/my%20redis.sock?db=2|/run/my redis.sock|shop|s3/cr@et|2",
            })
    void socket_isNamedByItsPath(String url, String path, String username, String password, int database) {
        RedisConfig redis =
                Sources.none().property("tiercel.redis.url", url).config().redis();

        assertThat(redis.target()).hasToString(path);
        assertThat(redis.target().database()).isEqualTo(database);
        assertThat(redis.login())
                .isEqualTo(new RedisLogin(
                        username, password, null, null, null, null, username != null && password == null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://a,b", "redis://a:7000", "redis-sentinel://s1", "unix:///s"})
    void placeOfTheSameSource_winsOverAnyUrl(String url) {
        Sources sources = Sources.none().environment("TIERCEL_REDIS_URL", url);

        assertThat(sources.environment("TIERCEL_REDIS_NODES", "c:1,d:2")
                        .config()
                        .redis()
                        .target())
                .hasToString("c:1,d:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://a,b", "redis-sentinel://s1", "unix:///s"})
    void hostOfTheSameSource_winsOverAUrlOfMore(String url) {
        assertThat(Sources.none()
                        .environment("REDIS_URL", url)
                        .environment("REDIS_HOST", "cache1")
                        .config()
                        .redis()
                        .target())
                .hasToString("cache1:6379");
    }

    @Test
    void urlWithoutTls_winsOverTlsOfAWeakerSource() {
        assertThat(Sources.none()
                        .environment("REDIS_URL", "unix:///s")
                        .yaml("redis: {tls: true}")
                        .config()
                        .redis()
                        .tls()
                        .enabled())
                .isFalse();
    }
}
