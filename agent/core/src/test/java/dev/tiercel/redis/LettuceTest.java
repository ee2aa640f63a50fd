package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.OurThreads;
import io.lettuce.core.RedisURI;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LettuceTest {
    private final OurThreads threads = new OurThreads();
    private final Lettuce lettuce =
            new Lettuce(RedisClients.create(Configs.byUrl("redis://127.0.0.1:1"), new RedisThreads()), 2_000);

    @Test
    void end_waitsForTheAttemptThatIsBeingBegun_soThatNoThreadOutlivesIt() {
        CompletableFuture<?> attempt = lettuce.connect(client -> {
                    assertThat(lettuce.end()).isNotDone();
                    return client.connectAsync(RedisClients.CODEC, RedisURI.create("127.0.0.1", 1));
                })
                .toCompletableFuture();
        await().until(lettuce.end()::isDone);
        await().until(attempt::isCompletedExceptionally);
        await().until(() -> threads.names().isEmpty());
    }

    @Test
    void endedOne_beginsNothing() {
        await().until(lettuce.end()::isDone);
        assertThat(lettuce.connect(client -> {
                    throw new AssertionError("asked for a connection");
                }))
                .isCompletedExceptionally();
        assertThat(threads.names()).isEmpty();
    }
}
