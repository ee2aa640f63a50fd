package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisPlacesTest {
    @Test
    void nodes_areReadWithTheirPorts() {
        RedisTarget target =
                target(Sources.none().property("tiercel.redis.nodes", " a:7000 , b ,[::1]:7001,[::2],a:7000"));

        assertThat(target.nodes())
                .containsExactly(
                        new Endpoint("a", 7000),
                        new Endpoint("b", 6379),
                        new Endpoint("::1", 7001),
                        new Endpoint("::2", 6379));
    }

    @Test
    void nodes_areShown_andHostIsNot() {
        Sources sources = Sources.none().environment("TIERCEL_REDIS_NODES", "a,[::1]:7000");

        assertThat(sources.setting("redis.nodes"))
                .hasToString("redis.nodes = a:6379,[::1]:7000 (environment TIERCEL_REDIS_NODES)");
        assertThat(sources.read().settings()).noneMatch(setting -> setting.key().matches("redis\\.(host|port)"));
    }

    @Test
    void sentinels_areReadWithTheirPortAndMaster() {
        RedisTarget target = target(Sources.none()
                .yaml("redis: {sentinels: 's1,s2:7000', sentinel-master: shop, sentinel-username: u,"
                        + " sentinel-password: p}"));

        assertThat(target.sentinels()).containsExactly(new Endpoint("s1", 26379), new Endpoint("s2", 7000));
        assertThat(target.sentinelMaster()).isEqualTo("shop");
        assertThat(target.nodes()).isEqualTo(RedisTarget.DEFAULT.nodes());
    }

    @Test
    void socket_isAnAbsolutePath() {
        assertThat(target(Sources.none().property("tiercel.redis.socket", "/run/redis.sock"))
                        .socket())
                .isEqualTo(Path.of("/run/redis.sock"));
        assertThat(Sources.none().property("tiercel.redis.socket", "redis.sock").error())
                .isEqualTo("redis.socket: \"redis.sock\" (system property tiercel.redis.socket) is no absolute path;"
                        + " allowed: the absolute path of a Unix domain socket, at most 107 bytes");
        assertThat(Sources.none().property("tiercel.redis.socket", "/run/").error())
                .contains("is a directory");
        assertThat(Sources.none()
                        .property("tiercel.redis.socket", "/" + "é".repeat(54))
                        .error())
                .contains("is too long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b:x|has an entry 2 whose port is no whole number",
                "a:0|has an entry 1 whose port is too small",
                "a,,b|has an entry 2 whose host is empty",
                "a,b c|has an entry 2 whose host holds a character that is not allowed",
                "::1|has an entry 1 whose text has a host that is none; an IPv6 address is written [::1]",
            })
    void badNode_isToldByItsNumber(String text, String reason) {
        assertThat(Sources.none().property("tiercel.redis.nodes", text).error())
                .startsWith("redis.nodes: ")
                .endsWith(
                        " (system property tiercel.redis.nodes) " + reason
                                + "; allowed: host:port,host:port, at most 100, each port 1 to 65535, or 6379 where it is left out");
    }

    @Test
    void tooManyNodes_areAnError() {
        assertThat(Sources.none()
                        .property("tiercel.redis.nodes", "a,".repeat(100) + "a")
                        .error())
                .contains("has too many entries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodes: 'a,b'", "socket: /run/redis.sock", "sentinels: s1", "url: unix:///run/redis.sock"})
    void hostOfAStrongerSource_replacesAnyPlace(String weaker) {
        RedisTarget target =
                target(Sources.none().yaml("redis: {" + weaker + "}").environment("REDIS_HOST", "cache1"));

        assertThat(target).isEqualTo(target(Sources.none().environment("REDIS_HOST", "cache1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis.nodes=a", "redis.socket=/run/redis.sock", "redis.sentinels=s1"})
    void anyPlaceOfAStrongerSource_replacesHostAndPort(String stronger) {
        RedisTarget target = target(Sources.none().argument(stronger).yaml("redis: {host: cache1, port: 7000}"));

        assertThat(target).isEqualTo(target(Sources.none().argument(stronger)));
    }

    @Test
    void whatIsReplaced_isNotChecked() {
        assertThat(target(Sources.none()
                                .environment("TIERCEL_REDIS_NODES", "a")
                                .environment("REDIS_PORT", "tcp://10.0.0.7:6379"))
                        .nodes())
                .containsExactly(new Endpoint("a", 6379));
    }

    @Test
    void sentinelsThatAreReplaced_takeTheirLoginAlong() {
        RedisConfig redis = Sources.none()
                .yaml("redis: {sentinels: s1, sentinel-master: m, sentinel-username: u, sentinel-password: p}")
                .environment("REDIS_URL", "redis://cache1")
                .config()
                .redis();

        assertThat(redis.target().sentinelMaster()).isNull();
        assertThat(redis.login()).isEqualTo(RedisLogin.NONE);
    }

    @Test
    void nodesAtTheSameSource_winOverHostAndPort() {
        ConfigResult result = Sources.none()
                .yaml("redis: {host: cache1, port: 7000, nodes: a}")
                .read();

        assertThat(result.config().redis().target().nodes()).containsExactly(new Endpoint("a", 6379));
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings())
                .containsExactly(
                        "redis.host: is not used (class path tiercel.yaml line 1 column 15),"
                                + " for redis.nodes (class path tiercel.yaml line 1 column 42) says where Redis is",
                        "redis.port: is not used (class path tiercel.yaml line 1 column 29),"
                                + " for redis.nodes (class path tiercel.yaml line 1 column 42) says where Redis is");
    }

    @Test
    void portOfAStrongerSource_isNotForNodes() {
        assertThat(Sources.none()
                        .yaml("redis: {nodes: 'a,b'}")
                        .environment("REDIS_PORT", "7000")
                        .warning())
                .startsWith("redis.port: is not used (environment REDIS_PORT)");
    }

    @Test
    void sentinelsAtTheSameSource_winOverNodes() {
        Sources sources = Sources.none().yaml("redis: {sentinels: s1, nodes: a}");

        assertThat(sources.warning()).startsWith("redis.nodes: is not used").contains("for redis.sentinels (");
        assertThat(sources.read().config().redis().target()).hasToString("s1:26379");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"nodes: 'a,b'|redis.nodes", "sentinels: s1|redis.sentinels", "host: cache1|redis.host"})
    void socketWithAnotherPlaceAtTheSameSource_isAnError(String other, String key) {
        assertThat(Sources.none().yaml("redis: {socket: /s, " + other + "}").error())
                .startsWith("redis.socket (class path tiercel.yaml line 1 column 17) and " + key
                        + " (class path tiercel.yaml")
                .endsWith(") both say where Redis is; keep one");
    }

    @Test
    void empty_takesBackAWeakerOne() {
        Sources sources = Sources.none();
        for (String key : List.of(
                "nodes",
                "socket",
                "sentinels",
                "sentinel-master",
                "proxy-stats",
                "password-file",
                "password-command",
                "tls-ca-file")) {
            sources.property("tiercel.redis." + key, "");
        }
        sources.yaml(
                "redis: {nodes: a, sentinel-master: m, proxy-stats: 'http://p', password-file: f, tls-ca-file: f}");

        assertThat(sources.config()).isEqualTo(TiercelConfig.DEFAULT);
        assertThat(sources.setting("redis.nodes").value()).isEqualTo("none");
        assertThat(sources.setting("redis.socket").value()).isEqualTo("none");
    }

    private static RedisTarget target(Sources sources) {
        return sources.config().redis().target();
    }
}
