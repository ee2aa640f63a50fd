package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static org.awaitility.Awaitility.await;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.GuardedL2;
import dev.tiercel.log.EventLog;
import dev.tiercel.testkit.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** L2s of a test, as of several instances of an application, and the lines that their users read. Closed after the test. */
final class Instances implements AfterEachCallback {
    private static final Duration TTL = Duration.ofMinutes(1);

    final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<GuardedL2> open = new ArrayList<>();

    /** Looks at once, and then often. */
    static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30));
    }

    GuardedL2 start(RedisConfig config) {
        GuardedL2 l2 = Configs.start(config, EventLog.to(lines::add));
        open.add(l2);
        return l2;
    }

    /** Waits until it is usable. */
    GuardedL2 ready(RedisConfig config) {
        GuardedL2 l2 = start(config);
        soon().until(l2::isUsable);
        return l2;
    }

    static String key(int i) {
        return "tiercel:c:" + i;
    }

    /** Until it is read back: nothing is stored on a server that is not connected yet. */
    static void fill(GuardedL2 l2, int i) {
        soon().until(() -> {
            put(l2, key(i), new byte[] {(byte) i});
            return at(l2, key(i)) != null;
        });
    }

    static void fillAll(GuardedL2 l2, int count) {
        for (int i = 0; i < count; i++) {
            fill(l2, i);
        }
    }

    /** How often the server carried out the command; those that it refused do not count. */
    static long calls(RedisServer server, String command) {
        return String.valueOf(server.command("INFO", "commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        open.forEach(GuardedL2::close);
        open.clear();
        lines.clear();
    }
}
