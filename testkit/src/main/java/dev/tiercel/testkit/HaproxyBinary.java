package dev.tiercel.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The haproxy to run: the one named by {@code TIERCEL_HAPROXY}, else the first on {@code PATH}, else Debian's. */
final class HaproxyBinary {
    static final String VARIABLE = "TIERCEL_HAPROXY";

    /** Debian puts it where not every user's PATH leads. */
    private static final Path DEBIAN = Path.of("/usr/sbin/haproxy");

    private HaproxyBinary() {}

    static Path get() {
        return find(System.getenv(), DEBIAN);
    }

    static Path find(Map<String, String> environment, Path lastResort) {
        return Programs.find(environment, VARIABLE, "haproxy", "a haproxy (2.6 or later)")
                .or(() -> Optional.of(lastResort).filter(Programs::isProgram))
                .orElseThrow(() -> new RedisServerException("no haproxy found: apt-get install haproxy, or ./verify,"
                        + " which installs it; or set " + VARIABLE + " to one (2.6 or later)"));
    }
}
