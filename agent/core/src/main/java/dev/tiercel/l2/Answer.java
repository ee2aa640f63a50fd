package dev.tiercel.l2;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An answer of the store under way. What of it is not there when the wait ends, is away. Thread-safe. */
abstract class Answer<T> implements Pending<T> {
    private final CompletableFuture<?> done;
    private final Completions completions;

    /** @param done ends with the answer, whichever way */
    Answer(CompletableFuture<?> done, Completions completions) {
        this.done = done;
        this.completions = completions;
    }

    /** What there is. Neither waits nor throws. */
    abstract T byNow();

    /** On the path of every read: no timer, and nothing but the wait itself. */
    @Override
    public final T await() {
        try {
            done.get(completions.deadlineNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException failed) {
            return byNow();
        } catch (InterruptedException e) {
            // The application wants its thread back.
            Thread.currentThread().interrupt();
        }
        return byNow();
    }

    @Override
    public final CompletionStage<T> later() {
        return completions.later(done, this::byNow);
    }

    private static boolean isThere(CompletableFuture<?> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally();
    }

    /** What stands at one key. */
    static final class One extends Answer<Reply> {
        private final CompletableFuture<byte @Nullable []> bytes;

        One(CompletionStage<byte @Nullable []> bytes, Completions completions) {
            this(bytes.toCompletableFuture(), completions);
        }

        private One(CompletableFuture<byte @Nullable []> bytes, Completions completions) {
            super(bytes, completions);
            this.bytes = bytes;
        }

        @Override
        Reply byNow() {
            return isThere(bytes) ? Lease.meaning(bytes.join()) : Reply.AWAY;
        }
    }

    /** Whether a lease was granted, or what stands there. */
    static final class Leasing extends Answer<Reply> {
        private final CompletableFuture<byte @Nullable []> standing;
        private final Runnable release;

        /** @param release takes the lease back */
        Leasing(CompletionStage<byte @Nullable []> standing, Runnable release, Completions completions) {
            this(standing.toCompletableFuture(), release, completions);
        }

        private Leasing(CompletableFuture<byte @Nullable []> standing, Runnable release, Completions completions) {
            super(standing, completions);
            this.standing = standing;
            this.release = release;
        }

        @Override
        Reply byNow() {
            if (isThere(standing)) {
                byte[] bytes = standing.join();
                return bytes == null ? Reply.GRANTED : Lease.meaning(bytes);
            }
            var unused = standing.whenComplete(this::ended);
            return Reply.AWAY;
        }

        /** Nobody loads under it: others are not to wait for its end. One that timed out may still be carried out. */
        private void ended(byte @Nullable [] bytes, @Nullable Throwable failure) {
            if (failure == null ? bytes == null : Failures.of(failure).reason().equals(L2Failure.TIMED_OUT)) {
                release.run();
            }
        }
    }

    /** What stands at many keys. */
    static final class Many extends Answer<List<Reply>> {
        private final int count;
        private final BitSet toBeDropped;
        private final List<L2Store.Batch> batches;

        /** @param toBeDropped positions of the keys that are not believed */
        Many(int count, BitSet toBeDropped, List<L2Store.Batch> batches, Completions completions) {
            super(
                    CompletableFuture.allOf(batches.stream()
                            .map(batch -> batch.values().toCompletableFuture())
                            .toArray(CompletableFuture<?>[]::new)),
                    completions);
            this.count = count;
            this.toBeDropped = toBeDropped;
            this.batches = batches;
        }

        @Override
        List<Reply> byNow() {
            List<Reply> replies = new ArrayList<>(Collections.nCopies(count, Reply.AWAY));
            for (L2Store.Batch batch : batches) {
                CompletableFuture<List<byte @Nullable []>> values =
                        batch.values().toCompletableFuture();
                if (isThere(values)) {
                    put(batch.positions(), values.join(), replies);
                }
            }
            toBeDropped.stream().forEach(position -> replies.set(position, Reply.AWAY));
            return Collections.unmodifiableList(replies);
        }

        private static void put(List<Integer> positions, List<byte @Nullable []> values, List<Reply> replies) {
            for (int i = 0; i < positions.size(); i++) {
                replies.set(positions.get(i), Lease.meaning(values.get(i)));
            }
        }
    }
}
