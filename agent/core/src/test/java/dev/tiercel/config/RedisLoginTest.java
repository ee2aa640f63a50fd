package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RedisLoginTest {
    @Test
    void passwordFile_isTakenAsWritten() {
        assertThat(login(Sources.none().yaml("redis: {username: shop, password-file: secrets/redis}")))
                .isEqualTo(new RedisLogin("shop", null, Path.of("secrets/redis"), null, null, null, false));
    }

    @Test
    void passwordCommand_isTakenAsWritten() {
        assertThat(login(Sources.none().yaml("redis: {username: shop, password-command: 'cat /x | head -1'}")))
                .isEqualTo(new RedisLogin("shop", null, null, "cat /x | head -1", null, null, false));
    }

    @Test
    void loginOfTheSentinels_isTheirOwn() {
        assertThat(login(Sources.none()
                        .yaml("redis: {sentinels: s, password: p, sentinel-username: u, sentinel-password: q}")))
                .isEqualTo(new RedisLogin(null, "p", null, null, "u", "q", false));
    }

    @Test
    void twoPasswords_areAnErrorThatNamesBoth() {
        Sources sources =
                Sources.none().environment("REDIS_PASSWORD", "s3cret").yaml("redis: {password-file: /run/secret}");

        assertThat(sources.error())
                .isEqualTo("redis.password = **** (environment REDIS_PASSWORD) and redis.password-file = /run/secret"
                        + " (class path tiercel.yaml line 1 column 24) give more than one password; keep one"
                        + " (-Dtiercel.redis.password= takes the first back)");
        assertThat(sources.read().config().redis().login()).isEqualTo(RedisLogin.NONE);
        assertThat(Sources.none()
                        .argument("redis.password-file=/f,redis.password-command=c")
                        .error())
                .startsWith("redis.password-file = /f (agent argument) and redis.password-command = **** (agent");
    }

    @Test
    void passwordOfAUrl_countsToo() {
        assertThat(Sources.none()
                        .environment("REDIS_URL", "redis://:s3cret@cache1")
                        .argument("redis.password-file=/f")
                        .error())
                .startsWith("redis.password = **** (environment REDIS_URL) and redis.password-file = /f");
    }

    @Test
    void emptyPasswordOfAStrongerSource_leavesTheFile() {
        assertThat(login(Sources.none()
                                .environment("REDIS_PASSWORD", "s3cret")
                                .yaml("redis: {password-file: /f}")
                                .property("tiercel.redis.password", ""))
                        .passwordFile())
                .isEqualTo(Path.of("/f"));
    }

    @Test
    void userWithoutPassword_warns() {
        assertThat(Sources.none().environment("REDIS_USERNAME", "shop").warning())
                .isEqualTo("redis.username: is set, but no redis.password, redis.password-file or"
                        + " redis.password-command is, so Redis is called without a login");
        assertThat(Sources.none()
                        .yaml("redis: {sentinels: s, sentinel-username: shop}")
                        .warning())
                .isEqualTo("redis.sentinel-username: is set, but redis.sentinel-password is not, so the Sentinels are"
                        + " called without a login");
    }

    private static RedisLogin login(Sources sources) {
        return sources.config().redis().login();
    }
}
