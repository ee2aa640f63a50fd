package dev.tiercel.readthrough;

import dev.tiercel.entry.Entry;
import dev.tiercel.metrics.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The read path of methods that return a stage, where it leaves the caller's thread: nobody waits for a load, a result is
 * taken when it comes.
 */
final class Later {
    private Later() {}

    /** What another's load brings; where it brings nothing, the method is run for this call. */
    static CompletableFuture<@Nullable Object> follow(
            ReadThrough path, Call call, Flight theirs, @Nullable Entry stale) {
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        var unused = theirs.later(path.patience(call, stale))
                .thenAccept(landing -> onOurs(path, call, answer, () -> take(path, call, landing, stale, answer)));
        return answer;
    }

    private static void take(
            ReadThrough path,
            Call call,
            Flight.@Nullable Landing landing,
            @Nullable Entry stale,
            CompletableFuture<@Nullable Object> answer) {
        boolean failed = landing instanceof Flight.Landing.Failure;
        if (landing instanceof Flight.Landing.Value landed) {
            path.note(landed.answer(), call);
            answer.complete(path.content(landed.kept()));
        } else if (stale != null && (failed || (landing == null && path.isSoft(stale)))) {
            path.note(Answer.STALE, call);
            answer.complete(path.content(stale.value()));
        } else if (landing instanceof Flight.Landing.Failure failure) {
            path.note(Answer.JOINED, call);
            answer.completeExceptionally(failure.thrown());
        } else {
            again(path, call, answer);
        }
    }

    /** As a new call, on a thread of ours. */
    private static void again(ReadThrough path, Call call, CompletableFuture<@Nullable Object> answer) {
        Object opened = path.open(call);
        if (opened instanceof Object[] answered && !(opened instanceof Throwable[])) {
            pipe(answered[0], answer);
            return;
        }
        Body.Result result = path.method().body().run(call.self(), call.arguments());
        Object returned = result.returned();
        if (opened instanceof Ticket ticket) {
            Object[] instead = ticket.apply(returned, result.thrown());
            returned = instead == null ? returned : instead[0];
        }
        if (returned == null && result.thrown() != null) {
            answer.completeExceptionally(result.thrown());
        } else {
            pipe(returned, answer);
        }
    }

    /** As if we were not there. */
    private static void bare(ReadThrough path, Call call, CompletableFuture<@Nullable Object> answer) {
        Body.Result result = path.method().body().run(call.self(), call.arguments());
        if (result.thrown() == null) {
            pipe(result.returned(), answer);
        } else {
            answer.completeExceptionally(result.thrown());
        }
    }

    private static void pipe(@Nullable Object from, CompletableFuture<@Nullable Object> answer) {
        if (!(from instanceof CompletionStage<?> stage)) {
            answer.completeExceptionally(new IllegalStateException("the method returned no stage"));
            return;
        }
        stage.whenComplete((value, thrown) -> {
            if (thrown == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(unwrapped(thrown));
            }
        });
    }

    /** The stage for the caller: it completes once the cache has what there is to keep. */
    static CompletableFuture<@Nullable Object> settle(ReadThrough path, Ticket ticket, CompletionStage<?> stage) {
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        if (ticket.flight() != null) {
            ticket.flight().letGo();
        }
        stage.whenComplete((content, thrown) -> {
            Object[] instead = settled(path, ticket, content, thrown);
            if (instead != null) {
                answer.complete(instead[0]);
            } else if (thrown == null) {
                answer.complete(content);
            } else {
                answer.completeExceptionally(unwrapped(thrown));
            }
        });
        var unused = answer.whenComplete((value, thrown) -> {
            if (answer.isCancelled() && stage instanceof Future<?> source) {
                source.cancel(true); // As if the caller had the method's own stage in hand.
            }
        });
        return answer;
    }

    /** What the caller is to be told instead, or null; never throws, for else the caller's stage would never end. */
    private static Object @Nullable [] settled(
            ReadThrough path, Ticket ticket, @Nullable Object content, @Nullable Throwable thrown) {
        try {
            return thrown == null
                    ? path.settleValue(ticket, content)
                    : path.settleFailure(ticket, unwrapped(thrown), true);
        } catch (Throwable mishap) {
            path.method().mishaps().happened(mishap);
            ticket.endSafely();
            return null;
        }
    }

    /** The application goes on where it waits; not on the thread of a timer, or of another caller's load. */
    private static void onOurs(ReadThrough path, Call call, CompletableFuture<@Nullable Object> answer, Runnable work) {
        Runnable safe = () -> {
            try {
                work.run();
            } catch (Throwable mishap) {
                path.method().mishaps().happened(mishap);
                bare(path, call, answer);
            }
        };
        if (!path.method().loads().begin(path.method().body().application(), safe)) {
            safe.run();
        }
    }

    static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
