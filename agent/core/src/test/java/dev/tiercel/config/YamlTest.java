package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
    private static final String PLACE = "config: class path tiercel.yaml";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis:\n  connect-timeout: 2s",
                "tiercel:\n  redis:\n    connect-timeout: 2s",
                "redis.connect-timeout: 2s",
                "tiercel.redis:\n  connect-timeout: PT2S",
                "{\"redis\": {\"connect-timeout\": \"2s\"}}",
                "\uFEFFredis:\n  connect-timeout: 2s",
                "redis: {connect-timeout: &t 2s, deadline: *t}",
            })
    void blocksAndDots_areTheSame(String yaml) {
        assertThat(Sources.none().yaml(yaml).config().redis().times().connectTimeout())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# nothing\n", "---\n", "redis:\n", "redis:\n  host:\n", "redis: {host: null, port: ~}"})
    void nothingSaid_isNothingSet(String yaml) {
        assertThat(Sources.none().yaml(yaml).config()).isEqualTo(TiercelConfig.DEFAULT);
    }

    @Test
    void textIsTakenAsWritten() {
        // Not as a number: a password 007 is not 7.
        RedisConfig redis = Sources.none()
                .yaml("redis: {password: 007, host: \"null\"}")
                .config()
                .redis();

        assertThat(redis.login().password()).isEqualTo("007");
        assertThat(redis.target().nodes().get(0).host()).isEqualTo("null");
    }

    @Test
    void anchor_sharesABlock() {
        TiercelConfig config =
                Sources.none().yaml("caches:\n  a: &a {ttl: 1s}\n  b: *a\n").config();

        assertThat(config.overridesOf("b").ttl()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void brokenYaml_isToldWithLineAndColumn() {
        assertThat(Sources.none().yaml("redis:\n  host: a: b\n").error())
                .isEqualTo(PLACE + " line 2 column 10: mapping values are not allowed here");
    }

    @Test
    void aliasThatIsNone_isToldWithTheRemedy() {
        assertThat(Sources.none().yaml("prefix: *abc").error())
                .isEqualTo(PLACE + " line 1 column 9: a value that begins with * is an alias,"
                        + " and there is no such anchor; put the value in quotes");
    }

    @Test
    void keyTwice_isAnError() {
        assertThat(Sources.none().yaml("redis:\n  host: a\n  host: b\n").error())
                .isEqualTo(PLACE + " line 3 column 3: \"host\" stands twice in the same block; keep one");
        assertThat(Sources.none().yaml("redis: {host: a}\nredis: {port: 1}\n").error())
                .contains("\"redis\" stands twice");
        assertThat(Sources.none().yaml("redis: {host: a}\nredis.host: b\n").error())
                .isEqualTo("redis.host: is given twice (class path tiercel.yaml line 1 column 15 and"
                        + " class path tiercel.yaml line 2 column 13); keep one");
    }

    @Test
    void otherShapes_areErrors() {
        assertThat(Sources.none().yaml("caches: [a, b]").error())
                .isEqualTo(PLACE + " line 1 column 9: \"caches\" is a list; settings are written as key: value");
        assertThat(Sources.none().yaml("- a").error()).contains("the file is a list");
        assertThat(Sources.none().yaml("hello").error()).contains("holds no settings");
        assertThat(Sources.none().yaml("{[a]: b}").error())
                .isEqualTo(PLACE + " line 1 column 2: the file has a key that is no plain name");
        assertThat(Sources.none().yaml("a: 1\n---\nb: 2").error())
                .isEqualTo(PLACE + " line 2 column 1: a second document begins; the file holds one");
        assertThat(Sources.none()
                        .yaml("defaults: &d {ttl: 1s}\ncaches: {a: {<<: *d}}")
                        .error())
                .contains("merge keys (<<) are not supported");
    }

    @Test
    void unknownKey_warnsWithTheNearestName() {
        assertThat(Sources.none().yaml("redis: {connectTimeout: 2s}").warning())
                .isEqualTo("redis.connectTimeout: no such setting (class path tiercel.yaml line 1 column 25),"
                        + " ignored; did you mean redis.connect-timeout?");
        assertThat(Sources.none().yaml("redis: cache1").warning())
                .isEqualTo("redis: holds settings and is none itself (class path tiercel.yaml line 1 column 8);"
                        + " write for example redis.enabled");
        assertThat(Sources.none().yaml("datasource: x").warning()).endsWith("ignored");
    }

    @Test
    void someoneElsesFile_isNotToldInAThousandLines() {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            yaml.append("unknown").append(i).append(": x\n");
        }
        assertThat(Sources.none().yaml(yaml.toString()).read().warnings())
                .hasSize(51)
                .endsWith("More of the same follows and is left out");
    }

    @Test
    void blownUpYaml_isRefusedSoon() {
        assertThat(Sources.none().yaml("a: &a {b: *a, c: *a, d: *a, e: *a}").error())
                .contains("too many settings or too deep");
        assertThat(Sources.none().yaml("[".repeat(100_000)).error()).contains("nested too deeply");
        assertThat(Sources.none()
                        .yaml("a: &a {}\nb: [" + "*a,".repeat(60) + "]")
                        .error())
                .contains("Number of aliases for non-scalar nodes exceeds the specified max=50");
    }

    @Test
    void otherEncoding_isAnErrorLine() {
        assertThat(Sources.none().yaml(new byte[] {'a', ':', ' ', (byte) 0xFF}).error())
                .startsWith(PLACE);
    }
}
