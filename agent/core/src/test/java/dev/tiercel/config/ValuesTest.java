package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enabled|ture|is not allowed; did you mean true?; allowed: true or false (or yes/no, on/off, 1/0)",
                "strict|2|is not allowed; allowed: true or false (or yes/no, on/off, 1/0)",
                "redis.port|0|is too small; allowed: a whole number from 1 to 65535",
                "redis.port|65536|is too large; allowed: a whole number from 1 to 65535",
                "redis.port|99999999999999999999|is too large; allowed: a whole number from 1 to 65535",
                "redis.port|+1|is no whole number; allowed: a whole number from 1 to 65535",
                "redis.port|٣|is no whole number; allowed: a whole number from 1 to 65535",
                "redis.database|-1|is too small; allowed: a whole number from 0 to 65535",
                "redis.host|cache1:7000|holds a port; allowed: a host name or an address, without port, scheme or spaces",
                "redis.host|a b|holds a character that is not allowed; allowed: a host name or an address, without"
                        + " port, scheme or spaces",
                "redis.connect-timeout|9ms|is too short; allowed: 10ms to 1m, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.deadline|61s|is too long; allowed: 1ms to 1m, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.request-queue|0|is too small; allowed: a whole number from 1 to 1000000",
                "redis.topology|clustre|is not allowed; did you mean cluster?; allowed: auto, standalone, replicated,"
                        + " cluster, proxied",
                "redis.read-from|any|is not allowed; allowed: master, replica",
                "redis.address-map|a:1|has an entry 1 that is not one address, an equals sign and another one; allowed:"
                        + " host:port=host:port with commas between them, at most 1000, each port 1 to 65535",
                "redis.address-map|a:1=b|has an entry 1 whose right port is no whole number; allowed:"
                        + " host:port=host:port with commas between them, at most 1000, each port 1 to 65535",
                "redis.address-map|a:1=b:2,a:1=c:3|has an entry 2 whose left side was there before; allowed:"
                        + " host:port=host:port with commas between them, at most 1000, each port 1 to 65535",
                "redis.expected-nodes|1001|is too large; allowed: a whole number from 0 to 1000",
                "redis.proxy-stats|ftp://p|is no http or https URL; allowed: http://[user:password@]host[:port]/path or"
                        + " https://..., special characters percent-coded",
                "redis.proxy-stats|http://|is no URL; allowed: http://[user:password@]host[:port]/path or"
                        + " https://..., special characters percent-coded",
                "redis.proxy-stats|http://p:70000|has a port that is none; allowed:"
                        + " http://[user:password@]host[:port]/path or https://..., special characters percent-coded",
                "redis.proxy-stats|p:8404|is no http or https URL; allowed: http://[user:password@]host[:port]/path or"
                        + " https://..., special characters percent-coded",
                "redis.reconnect-max|9ms|is too short; allowed: 10ms to 1m, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.reconnect-max|61s|is too long; allowed: 10ms to 1m, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.heartbeat|99ms|is too short; allowed: 100ms to 1m, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.heartbeat|61s|is too long; allowed: 100ms to 1m, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.topology-refresh|99ms|is too short; allowed: 100ms to 1h, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.topology-refresh|61m|is too long; allowed: 100ms to 1h, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.replay-window|999ms|is too short; allowed: 1s to 1h, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.replay-window|61m|is too long; allowed: 1s to 1h, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.fence-lease|999ms|is too short; allowed: 1s to 1h, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.fence-lease|61m|is too long; allowed: 1s to 1h, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "redis.sentinel-master|a b|holds a character that is not allowed; allowed: at most 256 characters, none"
                        + " of them a space or a control character",
                "l1.max-bytes|1|is too small; allowed: 1MB to 1TB, written like 200MB, 512KB, 1GB or plain bytes",
                "l1.max-bytes|10 MB|has no known unit; allowed: 1MB to 1TB, written like 200MB, 512KB, 1GB or plain bytes",
                "l1.max-bytes|99999999999GB|is too large; allowed: 1MB to 1TB, written like 200MB, 512KB, 1GB or plain bytes",
                "l1.clock-interval|2s|is too long; allowed: 1ms to 1s, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "metrics.port|65536|is too large; allowed: a whole number from 0 to 65535",
                "metrics.address|localhost:9400|holds a port; allowed: a host name or an address, without port, scheme or"
                        + " spaces",
                "defaults.ttl-jitter|0.91|is too large; allowed: 0 to 0.9, or 0% to 90%",
                "defaults.ttl-jitter|-0.1|is no fraction; allowed: 0 to 0.9, or 0% to 90%",
                "defaults.ttl-jitter|NaN|is no fraction; allowed: 0 to 0.9, or 0% to 90%",
                "defaults.ttl-jitter|1e-1|is no fraction; allowed: 0 to 0.9, or 0% to 90%",
                "defaults.ttl-jitter|.|is no fraction; allowed: 0 to 0.9, or 0% to 90%",
                "defaults.max-entries|0|is too small; allowed: a whole number from 1 to 1000000000",
                "defaults.budget|11m|is too long; allowed: 1ms to 10m, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "defaults.negative-ttl|0s|is too short; allowed: 1ms to 3650d, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "defaults.negative-ttl|3651d|is too long; allowed: 1ms to 3650d, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "defaults.ttl|0|is too short; allowed: 1ms to 3650d, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "defaults.eager-refresh|0.96|is too large; allowed: 0 to 0.95, or 0% to 95%",
                "defaults.eager-refresh|-1%|is no fraction; allowed: 0 to 0.95, or 0% to 95%",
                "defaults.stale-if-error|3651d|is too long; allowed: 0s to 3650d, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "defaults.stale-if-error|-1s|is negative; allowed: 0s to 3650d, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "defaults.stale-if-error|5|has no unit; allowed: 0s to 3650d, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "defaults.stale-if-error|PT0.0005S|is too short; allowed: 0s to 3650d, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "defaults.loader-soft-timeout|11m|is too long; allowed: 0s to 10m, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "defaults.values|clone|is not allowed; allowed: auto, reference, copy",
                "defaults.values|references|is not allowed; did you mean reference?; allowed: auto, reference, copy",
                "defaults.codec|java|is not allowed; allowed: json, smile",
                "defaults.compress-above|-1|is no size; allowed: 0 to 1GB, written like 200MB, 512KB, 1GB or plain bytes",
                "defaults.max-staleness|2s|is too short; allowed: 3s to 3650d, written like 500ms, 60s, 5m, 2h, 1d or PT5M",
                "defaults.compress-above|2GB|is too large; allowed: 0 to 1GB, written like 200MB, 512KB, 1GB or plain bytes",
                "caches.a.compress-above|1TB|has no known unit; allowed: 0 to 1GB, written like 200MB, 512KB, 1GB or plain bytes",
                "caches.a.eager-refresh|1|is too large; allowed: 0 to 0.95, or 0% to 95%",
                "annotations|sprint|is not allowed; did you mean spring?; allowed: none, or with commas between them: jsr107, spring, micronaut",
                "annotations|spring,|is not allowed; allowed: none, or with commas between them: jsr107, spring, micronaut",
                "prefix|a{b|holds a character that is not allowed; allowed: 1 to 64 characters, none of them a space,"
                        + " a control character or a brace",
            })
    void refusedValue_isToldWithKeyOriginAndWhatIsAllowed(String key, String text, String rest) {
        assertThat(Sources.none().property("tiercel." + key, text).error())
                .isEqualTo(key + ": \"" + text + "\" (system property tiercel." + key + ") " + rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"redis.host", "redis.port", "prefix", "defaults.ttl", "l1.max-bytes", "enabled", "redis.url"})
    void emptyProperty_isAnErrorOfItsKey(String key) {
        assertThat(Sources.none().property("tiercel." + key, "").error())
                .contains("\"\" (system property tiercel." + key);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "YES, true", "On, true", "1, true", "false, false", "no, false", "OFF, false", "0, false"
    })
    void bool_isReadInItsUsualSpellings(String text, boolean value) {
        assertThat(Sources.none().property("tiercel.strict", text).config().strict())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "2MB, 2097152",
        "2048kb, 2097152",
        "3GB, 3221225472",
        "1048577, 1048577",
        "1048576B, 1048576",
        "1024GB, 1099511627776"
    })
    void bytes_areReadWithTheirUnit(String text, long bytes) {
        assertThat(Sources.none()
                        .property("tiercel.l1.max-bytes", text)
                        .config()
                        .l1()
                        .maxBytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.1, 0.1", ".5, 0.5", "10%, 0.1", "90%, 0.9", "0.9, 0.9"})
    void fraction_isReadAsNumberOrPercent(String text, double value) {
        assertThat(Sources.none()
                        .property("tiercel.defaults.ttl-jitter", text)
                        .config()
                        .defaults()
                        .ttlJitter())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", ".95, 0.95", "95%, 0.95", "80%, 0.8"})
    void eagerRefresh_isAFractionOfItsOwnBounds(String text, double value) {
        assertThat(Sources.none()
                        .property("tiercel.defaults.eager-refresh", text)
                        .config()
                        .defaults()
                        .eagerRefresh())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "0", "0ms", "0d", "PT0S", " 00 "})
    void noTime_isWrittenWithOrWithoutUnitWhereItIsAllowed(String text) {
        Sources sources = Sources.none()
                .yaml("defaults: {stale-if-error: 1h, loader-soft-timeout: 1s}")
                .property("tiercel.defaults.stale-if-error", text)
                .property("tiercel.defaults.loader-soft-timeout", text);

        CacheConfig defaults = sources.config().defaults();
        assertThat(defaults.staleIfError()).isZero();
        assertThat(defaults.loaderSoftTimeout()).isZero();
        assertThat(sources.setting("defaults.stale-if-error").value()).isEqualTo("0s");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1", "4kb, 4096, 4KB", "1500, 1500, 1500", "1GB, 1073741824, 1GB", "3MB, 3145728, 3MB"
    })
    void compressAbove_isASizeFromNothing(String text, long bytes, String shown) {
        Sources sources = Sources.none().property("tiercel.defaults.compress-above", text);

        assertThat(sources.config().defaults().compressAbove()).isEqualTo(bytes);
        assertThat(sources.setting("defaults.compress-above").value()).isEqualTo(shown);
    }

    @Test
    void host_mayBeAnAddress() {
        assertThat(Sources.none()
                        .property("tiercel.redis.host", "fe80::1%eth0")
                        .config()
                        .redis()
                        .target()
                        .nodes()
                        .get(0)
                        .host())
                .isEqualTo("fe80::1%eth0");
    }

    @Test
    void prefix_maxLength() {
        assertThat(Sources.none()
                        .property("tiercel.prefix", "p".repeat(64))
                        .config()
                        .prefix())
                .hasSize(64);
        assertThat(Sources.none().property("tiercel.prefix", "p".repeat(65)).error())
                .contains("is too long");
    }

    @Test
    void severalErrors_areSummedUpInOneLine() {
        ConfigResult result = Sources.none()
                .property("tiercel.redis.port", "x")
                .property("tiercel.prefix", "a b\nc")
                .property("tiercel.strict", "maybe")
                .read();

        assertThat(result.errorLine()).hasValueSatisfying(line -> assertThat(line)
                .startsWith("strict: \"maybe\" (system property tiercel.strict) is not allowed;")
                .endsWith(" (and 2 more)"));
        assertThat(result.errors().get(1)).contains("\"a b?c\"");
        assertThat(result.config()).isEqualTo(TiercelConfig.DEFAULT);
    }

    @Test
    void longValue_isCut() {
        assertThat(Sources.none()
                        .property("tiercel.redis.port", "7".repeat(10_000))
                        .error())
                .hasSizeLessThan(300);
    }
}
