package dev.tiercel.redis;

import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import java.time.Duration;

/**
 * How a connection that nobody uses notices that its other end is gone: soon, where the JDK can be told so. That takes its
 * module {@code jdk.net}, and an application of modules, or a runtime made by {@code jlink}, may run without: no connection
 * could be opened then.
 */
final class KeepAlive {
    private KeepAlive() {}

    static SocketOptions.Builder of(SocketOptions.Builder options) {
        return hasTimes()
                ? options.keepAlive(KeepAliveOptions.builder()
                        .enable()
                        .idle(Duration.ofSeconds(5))
                        .interval(Duration.ofSeconds(1))
                        .count(3)
                        .build())
                : options.keepAlive(true);
    }

    private static boolean hasTimes() {
        try {
            Class.forName("jdk.net.ExtendedSocketOptions", false, KeepAlive.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
