package dev.tiercel.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The redis-server to run: the one named by {@code TIERCEL_REDIS_SERVER}, else the first on {@code PATH}, else the one
 * that comes with the test kit, copied into the user's cache directory.
 */
final class RedisBinary {
    static final String VARIABLE = "TIERCEL_REDIS_SERVER";

    private static final String BUILT_IN = "redis-server-7.0.15-";

    private static @Nullable Path found;

    private final Map<String, String> environment;
    private final Path home;
    private final String platform;

    RedisBinary(Map<String, String> environment, Path home, String osName, String osArch) {
        this.environment = environment;
        this.home = home;
        this.platform = platform(osName, osArch);
    }

    /** The binary for this process; looked for once. */
    static synchronized Path get() {
        if (found == null) {
            found = new RedisBinary(
                            System.getenv(),
                            Path.of(System.getProperty("user.home")),
                            System.getProperty("os.name"),
                            System.getProperty("os.arch"))
                    .find();
        }
        return found;
    }

    Path find() {
        return Programs.find(environment, VARIABLE, "redis-server", "a redis-server (6.2 or later)")
                .orElseGet(this::builtIn);
    }

    private Path builtIn() {
        try (InputStream resource = RedisBinary.class.getResourceAsStream("/" + BUILT_IN + platform)) {
            if (resource == null) {
                throw new RedisServerException("no redis-server for " + platform + ": " + VARIABLE
                        + " is not set, PATH has none, and the test kit brings one for Linux and macOS on amd64 and"
                        + " arm64 only. Install Redis 6.2 or later, or set " + VARIABLE + " to its redis-server");
            }
            return cached(resource.readAllBytes());
        } catch (IOException e) {
            throw new RedisServerException(
                    "cannot put redis-server into [" + cacheFolder() + "] (" + e + "): " + otherPlaces(), e);
        }
    }

    /**
     * A copy is trusted only when it holds the very bytes, and it appears complete or not at all: another process may be
     * at it in the same moment, or may have been killed in the middle.
     */
    private Path cached(byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(cacheFolder());
        Path file = folder.resolve(BUILT_IN + platform);
        if (!Files.isExecutable(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            Path copy = Files.createTempFile(folder, BUILT_IN, ".tmp");
            try {
                Files.write(copy, bytes);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
                Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(copy);
            }
        }
        if (!Programs.isProgram(file)) {
            throw new RedisServerException(
                    "programs may not run from [" + folder + "] (is it mounted noexec?): " + otherPlaces());
        }
        return file;
    }

    private static String otherPlaces() {
        return "set XDG_CACHE_HOME to a directory for programs, or " + VARIABLE + " to an installed redis-server";
    }

    private Path cacheFolder() {
        return cacheFolder(environment, home);
    }

    /** Where this user's test kits keep what they share. */
    static Path cacheFolder(Map<String, String> environment) {
        return cacheFolder(environment, Path.of(System.getProperty("user.home")));
    }

    /** Below the user's home, not below /tmp: there, another user could put a program for us to run. */
    private static Path cacheFolder(Map<String, String> environment, Path home) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (xdg.isEmpty() ? home.resolve(".cache") : Path.of(xdg))
                .resolve("tiercel")
                .toAbsolutePath();
    }

    private static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        return (os.startsWith("mac") ? "darwin" : os.replace(' ', '-'))
                + "-"
                + (arch.equals("x86_64") ? "amd64" : arch.equals("aarch64") ? "arm64" : arch);
    }
}
