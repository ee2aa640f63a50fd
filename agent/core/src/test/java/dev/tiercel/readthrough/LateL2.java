package dev.tiercel.readthrough;

import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.l2.CacheEpochs;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Pending;
import dev.tiercel.l2.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shared tier whose answers come later, on a thread of its own, and which remembers the threads that waited for it. */
final class LateL2 implements L2 {
    private final TwinL2 twin;
    private final ExecutorService server = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "late-l2");
        thread.setDaemon(true);
        return thread;
    });
    private final Semaphore answers = new Semaphore(0);

    /** The names of the threads that waited for an answer. */
    final Set<String> waiters = ConcurrentHashMap.newKeySet();

    LateL2(TwinL2 twin) {
        this.twin = twin;
    }

    /** Lets so many answers come. */
    void answer(int count) {
        answers.release(count);
    }

    /** No answers from now on. */
    void pause() {
        answers.drainPermits();
    }

    private <T> CompletableFuture<T> later(Supplier<T> answer) {
        return CompletableFuture.supplyAsync(
                () -> {
                    answers.acquireUninterruptibly();
                    return answer.get();
                },
                server);
    }

    private <T> T await(CompletableFuture<T> answer) {
        waiters.add(Thread.currentThread().getName());
        return answer.join();
    }

    private <T> Pending<T> pending(Supplier<T> answer) {
        CompletableFuture<T> later = later(answer);
        return new Pending<>() {
            @Override
            public T await() {
                return LateL2.this.await(later);
            }

            @Override
            public CompletionStage<T> later() {
                return later;
            }
        };
    }

    @Override
    public Pending<Reply> get(String key) {
        return pending(() -> twin.get(key).await());
    }

    @Override
    public Pending<List<Reply>> getAll(List<String> keys) {
        return pending(() -> twin.getAll(keys).await());
    }

    @Override
    public Pending<Reply> lease(String key, Lease lease, Duration keepFor, byte @Nullable [] unusable) {
        return pending(() -> twin.lease(key, lease, keepFor, unusable).await());
    }

    @Override
    public CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        return twin.fill(key, standing, bytes, keepFor);
    }

    @Override
    public void release(String key, Lease lease) {
        twin.release(key, lease);
    }

    @Override
    public boolean hold(String key, Lease lease, Duration keepFor) {
        return twin.hold(key, lease, keepFor);
    }

    @Override
    public void replace(String key, Lease lease, byte[] bytes, Duration keepFor) {
        await(later(() -> {
            twin.replace(key, lease, bytes, keepFor);
            return true;
        }));
    }

    @Override
    public void drop(List<String> keys) {
        await(later(() -> {
            twin.drop(keys);
            return true;
        }));
    }

    @Override
    public CompletionStage<Long> countMatching(String prefix, String pattern) {
        return twin.countMatching(prefix, pattern);
    }

    @Override
    public CompletionStage<Long> dropMatching(String prefix, String pattern) {
        return later(
                () -> twin.dropMatching(prefix, pattern).toCompletableFuture().join());
    }

    @Override
    public CacheEpochs epochs(String key) {
        CacheEpochs twins = twin.epochs(key);
        return new CacheEpochs() {
            @Override
            public Pending<Stamps> now(Tags tags) {
                return twins.now(tags);
            }

            @Override
            public boolean areCurrent(Stamps stamps) {
                return twins.areCurrent(stamps);
            }

            @Override
            public void clear() {
                await(later(() -> {
                    twins.clear();
                    return true;
                }));
            }

            @Override
            public void dropTag(long tag) {
                await(later(() -> {
                    twins.dropTag(tag);
                    return true;
                }));
            }

            @Override
            public void told(String field, String stamp) {}
        };
    }

    @Override
    public long nowMillis(String key) {
        return twin.nowMillis(key);
    }

    @Override
    public boolean isUsable() {
        return twin.isUsable();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
