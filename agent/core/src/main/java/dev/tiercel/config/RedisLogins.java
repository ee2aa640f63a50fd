package dev.tiercel.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the login, with one way to its password at most. */
final class RedisLogins {
    private final Settings settings;
    private final Problems problems;

    RedisLogins(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    RedisLogin login() {
        String password = RedisAssembly.text(settings.find(RedisKeys.PASSWORD));
        Path file = RedisAssembly.path(settings.find(RedisKeys.PASSWORD_FILE));
        String command = RedisAssembly.text(settings.find(RedisKeys.PASSWORD_COMMAND));
        RedisLogin login = new RedisLogin(
                RedisAssembly.text(settings.find(RedisKeys.USERNAME)),
                password,
                file,
                command,
                RedisAssembly.text(settings.find(RedisKeys.SENTINEL_USERNAME)),
                RedisAssembly.text(settings.find(RedisKeys.SENTINEL_PASSWORD)),
                settings.isHidden(RedisKeys.USERNAME));
        warnOfUsersAlone(login);
        return isOneWay(password, file, command)
                ? login
                : new RedisLogin(
                        login.username(),
                        null,
                        null,
                        null,
                        login.sentinelUsername(),
                        login.sentinelPassword(),
                        login.hidden());
    }

    private boolean isOneWay(@Nullable String password, @Nullable Path file, @Nullable String command) {
        List<Key<?>> ways = new ArrayList<>();
        if (password != null) {
            ways.add(RedisKeys.PASSWORD);
        }
        if (file != null) {
            ways.add(RedisKeys.PASSWORD_FILE);
        }
        if (command != null) {
            ways.add(RedisKeys.PASSWORD_COMMAND);
        }
        if (ways.size() < 2) {
            return true;
        }
        List<String> said = new ArrayList<>();
        for (Key<?> way : ways) {
            said.add(settings.said(way));
        }
        problems.error(String.join(" and ", said) + " give more than one password; keep one (-Dtiercel."
                + ways.get(0).name() + "= takes the first back)");
        return false;
    }

    private void warnOfUsersAlone(RedisLogin login) {
        if (login.username() != null
                && login.password() == null
                && login.passwordFile() == null
                && login.passwordCommand() == null) {
            problems.warning((login.hidden()
                            ? "redis.url: has a user and no password (is its colon missing?), and"
                            : "redis.username: is set, but")
                    + " no redis.password, redis.password-file or"
                    + " redis.password-command is, so Redis is called without a login");
        }
        if (login.sentinelUsername() != null && login.sentinelPassword() == null) {
            problems.warning("redis.sentinel-username: is set, but redis.sentinel-password is not, so the Sentinels are"
                    + " called without a login");
        }
    }
}
