package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProxyStatsTest {
    private static final String CSV = """
            # pxname,svname,status,mode,algo,
            web,FRONTEND,OPEN,http,,
            web,app1,UP,http,,
            web,BACKEND,UP,http,leastconn,
            redis,FRONTEND,OPEN,tcp,,
            redis,redis-1,UP,tcp,,
            redis,redis-2,UP 1/2,tcp,,
            redis,redis-3,DOWN,tcp,,
            redis,redis-4,MAINT,tcp,,
            redis,BACKEND,UP,tcp,roundrobin,
            other,s1,UP,tcp,,
            other,BACKEND,UP,tcp,source,
            """;

    @Test
    void serversThatAreUp_areCounted() {
        assertThat(ProxyStats.parse(CSV, "")).isEqualTo(new ProxyStats(2, "roundrobin"));
    }

    @Test
    void sectionCanBeNamed() {
        assertThat(ProxyStats.parse(CSV, "other")).isEqualTo(new ProxyStats(1, "source"));
    }

    @Test
    void anythingElse_tellsNothing() {
        assertThat(ProxyStats.parse("<html>", "").up()).isZero();
        assertThat(ProxyStats.parse("", "").up()).isZero();
    }
}
