package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Configurations that were right, and have been damaged: each is read, in bounded memory, and what is said of it names a key
 * or a place, on one line, and no secret. {@code -Dtiercel.fuzz.seconds} lets it run on with further seeds.
 */
class ConfigFuzzTest {
    private static final long SEED = 0x7_1E2CE1;
    private static final int INPUTS = 4_000;

    /** SnakeYAML's limit on the file's size and depth is what bounds it. */
    private static final long MAX_ALLOCATED = 64 << 20;

    private static final String SECRET = "s3cr3t-Passw0rd";

    private static final String FILE = """
            tiercel:
              enabled: true
              prefix: shop
              bypass: [Products.find, Orders.all]
              redis:
                url: redis://shop:other@cache1:7000/2
                password: s3cr3t-Passw0rd
                deadline: 250ms
                tls: {enabled: true}
              l1: {max-bytes: 64MB, clock-interval: 10ms}
              defaults:
                ttl: 5m
                ttl-jitter: 10%
                values: auto
                codec: smile
              caches:
                products: {ttl: 60s, max-entries: 1000}
                "a:b": &other {negative-ttl: 5s}
                others: *other
              rules:
                - {class: org.shop.*Dao, method: 'find*', cache: products, key: [p0, 'product.id']}
                - implementations-of: org.shop.Repository
                  method: [save, delete]
                  action: invalidate
                  cache: [products, others]
                  all: true
            """;

    private static final List<String> PIECES = List.of(
            "\n",
            "  ",
            ": ",
            "- ",
            "{",
            "}",
            "[",
            "]",
            "&a ",
            "*a",
            "*other",
            "!!java.net.URL ",
            "|",
            ">",
            "'",
            "\"",
            "#",
            "<<: *other",
            "---\n",
            "\t",
            "\u0000",
            "\uFEFF",
            "\u2028",
            "%",
            "@",
            ",",
            "~",
            "null",
            "99999999999999999999",
            "-1",
            "1e999",
            "tiercel:",
            "redis:",
            "caches:",
            "rules:",
            "ttl: x",
            "x".repeat(5_000));

    @Test
    void whateverIsDamaged_isReadAndToldOnOneLine() {
        long seconds = Long.getLong("tiercel.fuzz.seconds", 0);
        long end = System.nanoTime() + seconds * 1_000_000_000;
        long seed = SEED;
        do {
            System.out.println("fuzz seed " + seed);
            Random random = new Random(seed);
            for (int i = 0; i < INPUTS; i++) {
                read(random, "seed " + seed + ", input " + i);
            }
            seed++;
        } while (System.nanoTime() < end);
    }

    private static void read(Random random, String which) {
        byte[] file = damaged(random, FILE.getBytes(StandardCharsets.UTF_8));
        String argument =
                text(damaged(random, "ttl=5m,redis.host=cache1,caches.a.ttl=1s".getBytes(StandardCharsets.UTF_8)));
        Sources sources = Sources.none().yaml(file);
        switch (random.nextInt(4)) {
            case 0 -> sources.argument(argument);
            case 1 -> sources.property("tiercel." + argument, argument).property("tiercel.redis.password", SECRET);
            case 2 -> sources.environment("TIERCEL_" + argument, argument).environment("REDIS_PASSWORD", SECRET);
            default -> sources.environment("REDIS_URL", argument);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        ConfigResult result;
        try {
            result = sources.read();
        } catch (Throwable thrown) {
            throw new AssertionError(which + ": " + HexFormat.of().formatHex(file) + " and " + argument, thrown);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as(which).isLessThan(MAX_ALLOCATED);
        result.errors().forEach(line -> check(line, file, which));
        result.warnings().forEach(line -> check(line, file, which));
        result.settings().forEach(setting -> check(setting.toString(), file, which));
    }

    private static void check(String line, byte[] file, String which) {
        assertThat(line.chars().anyMatch(c -> Shown.isControl((char) c)))
                .as(() -> which + ": " + line)
                .isFalse();
        assertThat(line).as(which).isNotBlank().hasSizeLessThan(2_500);
        assertThat(line).as(() -> which + ":\n" + text(file)).doesNotContain(SECRET);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] damaged(Random random, byte[] valid) {
        byte[] bytes = valid.clone();
        for (int count = random.nextInt(4); count > 0 && bytes.length > 0; count--) {
            bytes = damagedOnce(random, bytes);
        }
        return bytes;
    }

    private static byte[] damagedOnce(Random random, byte[] bytes) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] = (byte) (32 + random.nextInt(95));
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            default -> {
                byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
                byte[] longer = new byte[bytes.length + piece.length];
                System.arraycopy(bytes, 0, longer, 0, at);
                System.arraycopy(piece, 0, longer, at, piece.length);
                System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
                return longer;
            }
        }
        return bytes;
    }
}
