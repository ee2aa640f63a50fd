package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.codec.Decoded;
import dev.tiercel.codec.Sharing;
import dev.tiercel.codec.ValueCodec;
import dev.tiercel.config.CacheConfig;
import dev.tiercel.config.CodecFormat;
import dev.tiercel.config.ValuesMode;
import dev.tiercel.entry.Entry;
import dev.tiercel.entry.ManualTicker;
import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.log.EventLog;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** For how long an entry answers: a ttl of 100 s, and 10 s of max-staleness where others are not heard. */
class EntriesTest {
    private static final Duration BRIEF = Duration.ofSeconds(1);

    private final ManualTicker ticker = new ManualTicker();

    private Entries entries(boolean inSync) {
        CacheConfig config = Corridor.CONFIG;
        return new Entries(
                ticker,
                config,
                new ValueCodec(
                        Corridor.STRING,
                        Corridor.APPLICATION,
                        CodecFormat.JSON,
                        1_000,
                        EventLog.to(line -> {}),
                        "a method"),
                Sharing.of(Corridor.STRING, true, ValuesMode.AUTO, Corridor.APPLICATION),
                ValueTtl.NONE,
                null,
                () -> inSync);
    }

    private Duration left(Entry entry) {
        return Duration.ofNanos(entry.freshUntilNanos() - ticker.nanos());
    }

    private static long ago(long seconds) {
        return System.nanoTime() - Duration.ofSeconds(seconds).toNanos();
    }

    private Duration ofLoadBegun(long secondsAgo, boolean inSync) throws Throwable {
        Entries entries = entries(inSync);
        Entries.Ready ready = entries.ready("value", new Object[0], ago(secondsAgo));
        return left(entries.entry(ready, null, Tags.NONE));
    }

    @Test
    void inSync_theTtlCountsFromTheEndOfTheLoad() throws Throwable {
        assertThat(ofLoadBegun(7, true)).isEqualTo(Corridor.TTL);
    }

    @Test
    void outOfSync_maxStalenessCountsFromItsBeginning() throws Throwable {
        assertThat(ofLoadBegun(0, false)).isBetween(Duration.ofSeconds(10).minus(BRIEF), Duration.ofSeconds(10));
        assertThat(ofLoadBegun(7, false)).isBetween(Duration.ofSeconds(3).minus(BRIEF), Duration.ofSeconds(3));
        assertThat(ofLoadBegun(12, false)).isNegative();
    }

    @Test
    void outOfSync_whatL2HadIsAsOldAsTheQuestion() {
        Decoded decoded = new Decoded("value", 100_000, 100_000, Stamps.UNKNOWN);
        Entry entry = entries(false).entry(decoded, 10, 0, ago(7));
        assertThat(left(entry)).isBetween(Duration.ofSeconds(3).minus(BRIEF), Duration.ofSeconds(3));
    }
}
