package dev.tiercel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nowMillis = new AtomicLong(-5_000);
    private final EventLog log = new EventLog(lines::add, nowMillis::get);

    @Test
    void line_hasNameAndLevel() {
        log.info("started");
        log.warn("redis is away");

        assertThat(lines).containsExactly("[tiercel] INFO started", "[tiercel] WARN redis is away");
    }

    @Test
    void lineBreaks_areRemoved() {
        log.info("a\r\nb\nc");

        assertThat(lines).containsExactly("[tiercel] INFO a  b c");
    }

    @Test
    void sameSubject_isWrittenOnceInTenSeconds() {
        log.warn("cache1", "away");
        log.warn("cache1", "away");
        nowMillis.addAndGet(9_999);
        log.warn("cache1", "away");
        assertThat(lines).containsExactly("[tiercel] WARN away");

        nowMillis.addAndGet(1);
        log.warn("cache1", "still away");
        nowMillis.addAndGet(10_000);
        log.warn("cache1", "again");
        assertThat(lines)
                .containsExactly(
                        "[tiercel] WARN away",
                        "[tiercel] WARN still away (and 2 more like this)",
                        "[tiercel] WARN again");
    }

    @Test
    void otherSubject_hasALimitOfItsOwn() {
        log.warn("cache1", "away");
        log.warn("cache2", "away too");

        assertThat(lines).hasSize(2);
    }

    @Test
    void subjectsBeyondTheBound_shareOneLimit() {
        for (int i = 0; i < 1_500; i++) {
            log.warn("subject" + i, "line");
        }
        assertThat(lines).hasSize(1_001);

        nowMillis.addAndGet(10_000);
        log.warn("subject7", "known");
        log.warn("subject1499", "beyond");
        assertThat(lines)
                .hasSize(1_003)
                .endsWith("[tiercel] WARN known", "[tiercel] WARN beyond (and 499 more like this)");
    }

    @Test
    void publicFactory_writesToTheConsumer() {
        EventLog.to(lines::add).warn("subject", "line");

        assertThat(lines).containsExactly("[tiercel] WARN line");
    }
}
