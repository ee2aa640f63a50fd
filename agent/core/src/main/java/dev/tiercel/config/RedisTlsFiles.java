package dev.tiercel.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the settings of TLS, with files that can be read. */
final class RedisTlsFiles {
    private final Settings settings;
    private final Problems problems;

    RedisTlsFiles(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** As the user wrote it. */
    RedisTls tls() {
        return new RedisTls(
                settings.get(RedisKeys.TLS),
                settings.get(RedisKeys.TLS_VERIFY),
                file(RedisKeys.TLS_CA_FILE),
                file(RedisKeys.TLS_CERTIFICATE_FILE),
                file(RedisKeys.TLS_KEY_FILE));
    }

    /** Without files that cannot be used. */
    RedisTls checkedTls() {
        if (!settings.get(RedisKeys.TLS)) {
            warnOfUnused();
            return tls();
        }
        needsOther(RedisKeys.TLS_CERTIFICATE_FILE, RedisKeys.TLS_KEY_FILE);
        needsOther(RedisKeys.TLS_KEY_FILE, RedisKeys.TLS_CERTIFICATE_FILE);
        return new RedisTls(
                true,
                settings.get(RedisKeys.TLS_VERIFY),
                readable(RedisKeys.TLS_CA_FILE),
                readable(RedisKeys.TLS_CERTIFICATE_FILE),
                readable(RedisKeys.TLS_KEY_FILE));
    }

    private void warnOfUnused() {
        for (Key<Path> key : List.of(RedisKeys.TLS_CA_FILE, RedisKeys.TLS_CERTIFICATE_FILE, RedisKeys.TLS_KEY_FILE)) {
            if (file(key) != null) {
                problems.warning(settings.said(key) + " is not used, for redis.tls is off; set redis.tls to true or"
                        + " write rediss:// in redis.url");
            }
        }
    }

    private void needsOther(Key<Path> key, Key<Path> other) {
        if (file(key) != null && file(other) == null) {
            problems.error(settings.said(key) + " needs " + other.name() + " too; set it");
        }
    }

    /** Null: none, or one that was refused. */
    private @Nullable Path readable(Key<Path> key) {
        Path path = file(key);
        String reason = path == null ? null : reasonAgainst(new File(path.toString()));
        if (reason != null) {
            problems.error(settings.said(key) + " " + reason + "; name a PEM file that this process can read");
        }
        return reason == null ? path : null;
    }

    private @Nullable Path file(Key<Path> key) {
        return RedisAssembly.path(settings.find(key));
    }

    private static @Nullable String reasonAgainst(File file) {
        String looked = file.isAbsolute() ? "" : " (looked for at " + Shown.oneLine(file.getAbsolutePath()) + ")";
        if (!file.exists()) {
            return "does not exist" + looked;
        }
        if (!file.isFile()) {
            return "is not a file" + looked;
        }
        try (InputStream in = new FileInputStream(file)) {
            return in.read() < 0 ? "is empty" + looked : null;
        } catch (IOException e) {
            return "cannot be read (" + Shown.oneLine(String.valueOf(e.getMessage())) + ")";
        }
    }
}
