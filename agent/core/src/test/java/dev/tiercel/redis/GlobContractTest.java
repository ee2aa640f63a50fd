package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.l2.Glob;
import dev.tiercel.testkit.RedisServer;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Our patterns mean what the server's mean. */
class GlobContractTest {
    private static final String ALPHABET = "ab*?[]^-\\";

    @AutoClose
    private final RedisServer server = RedisServer.start();

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(most);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    @Test
    void patterns_fitWhatTheServerFinds() {
        Random random = new Random(1);
        TreeSet<String> keys = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            keys.add(text(random, 4));
        }
        keys.forEach(key -> server.command("SET", key, "1"));
        for (int i = 0; i < 2_000; i++) {
            String pattern = text(random, 7);
            Glob glob = Glob.of(pattern);
            TreeSet<String> found = new TreeSet<>();
            ((List<?>) server.command("KEYS", pattern)).forEach(key -> found.add(key.toString()));
            assertThat(keys.stream().filter(glob::matches).toList()).as(pattern).containsExactlyElementsOf(found);
        }
    }
}
