package dev.tiercel.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to Redis. At most one of the three ways to a password is set; a file or a command is asked at every
 * connection, so the password may change.
 *
 * @param username an ACL user; null: the default user
 * @param password null: none, or by file or command
 * @param passwordFile holds the password, a line break at its end aside
 * @param passwordCommand a command line for the shell, which writes the password to its standard output
 * @param sentinelUsername an ACL user of the Sentinels; null: the default user
 * @param sentinelPassword null: none
 * @param hidden whether no message may show the user: it stood in an address, and may be a password without its colon
 */
public record RedisLogin(
        @Nullable String username,
        @Nullable String password,
        @Nullable Path passwordFile,
        @Nullable String passwordCommand,
        @Nullable String sentinelUsername,
        @Nullable String sentinelPassword,
        boolean hidden) {

    /** No login. */
    public static final RedisLogin NONE = new RedisLogin(null, null, null, null, null, null, false);

    /** Never shows a password, nor the user if that may be one. */
    @Override
    public String toString() {
        return username == null ? "default user" : user();
    }

    /** The user, as a command for Redis names it to somebody who reads it. */
    public String user() {
        return username == null ? "default" : hidden ? "<user of redis.url>" : username;
    }
}
