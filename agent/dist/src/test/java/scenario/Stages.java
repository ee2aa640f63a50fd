package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CachePut;
import dev.tiercel.Cached;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Methods whose result comes later. */
final class Stages {
    private static final Stages OBJECT = new Stages();
    private static final IOException FAILURE = new IOException("no row");

    private CompletableFuture<String> pending = new CompletableFuture<>();

    private Stages() {}

    static void run() {
        Report.once("stage-future", () -> OBJECT.future(1).join());
        Report.once("stage-on-another-thread", () -> OBJECT.async(1).join());
        Report.once("stage-stage", () -> OBJECT.stage(1).toCompletableFuture().join());
        Report.once("stage-null", () -> OBJECT.ofNull(1).join());
        Report.once("stage-optional", () -> OBJECT.optional(1).join());
        Report.once("stage-empty", () -> OBJECT.empty(1).join());
        Report.once("stage-boxed", () -> OBJECT.boxed(1).join());
        Report.once("stage-list", () -> OBJECT.list(1).join());
        Report.once("stage-static", () -> Stages.ofStatic("a").join());
        Report.every("stage-fails", () -> OBJECT.failing(1).join());
        Report.every("stage-cancelled", () -> OBJECT.cancelled(1).join());
        Report.every("stage-throws", () -> OBJECT.throwing(1).join());
        Report.every("stage-is-null", () -> OBJECT.noStage(1));
        Report.that("stage-failure-is-the-same", failure() == FAILURE);
        Report.that(
                "stage-hits-are-complete",
                OBJECT.future(2).join().equals(OBJECT.future(2).getNow(null)));
        Report.that("stage-hits-are-apart", OBJECT.future(2) != OBJECT.future(2));
        comesLater();
        changes();
    }

    private static Throwable failure() {
        try {
            OBJECT.failing(2).join();
            return null;
        } catch (CompletionException thrown) {
            return thrown.getCause();
        }
    }

    private static void comesLater() {
        int before = Report.bodies();
        CompletableFuture<String> first = OBJECT.later(1);
        CompletableFuture<String> second = OBJECT.later(1);
        Report.that("stage-nobody-waits", !first.isDone() && !second.isDone());
        OBJECT.pending.complete("at last");
        Report.equal("stage-leader", first.join(), "at last");
        Report.equal("stage-follower", second.join(), "at last");
        Report.equal("stage-one-load", Report.bodies() - before, 1);
    }

    private static void changes() {
        Report.equal("stage-before-the-change", OBJECT.row(1), "old");
        OBJECT.pending = new CompletableFuture<>();
        CompletableFuture<String> put = OBJECT.put(1);
        Report.equal("stage-not-yet-changed", OBJECT.row(1), "old");
        OBJECT.pending.complete("new");
        Report.equal("stage-put-returns", put.join(), "new");
        int before = Report.bodies();
        Report.equal("stage-changed", OBJECT.row(1), "new");
        Report.equal("stage-put-is-kept", Report.bodies() - before, 0);
        OBJECT.pending = new CompletableFuture<>();
        CompletableFuture<String> drop = OBJECT.drop(1);
        OBJECT.pending.complete("dropped");
        Report.equal("stage-drop-returns", drop.join(), "dropped");
        Report.equal("stage-dropped", OBJECT.row(1), "old");
        CompletableFuture<String> failed = OBJECT.failingPut(1);
        Report.that("stage-put-fails", failed.isCompletedExceptionally());
    }

    @Cached
    CompletableFuture<String> future(int key) {
        return Report.ran(CompletableFuture.completedFuture("future " + key));
    }

    @Cached
    CompletableFuture<String> async(int key) {
        Report.ran(key);
        return CompletableFuture.supplyAsync(() -> "async " + key);
    }

    @Cached
    CompletionStage<String> stage(int key) {
        return Report.ran(CompletableFuture.completedStage("stage " + key));
    }

    @Cached
    CompletableFuture<String> ofNull(int key) {
        return Report.ran(CompletableFuture.completedFuture(null));
    }

    @Cached
    CompletableFuture<Optional<String>> optional(int key) {
        return Report.ran(CompletableFuture.completedFuture(Optional.of("o" + key)));
    }

    @Cached
    CompletableFuture<Optional<String>> empty(int key) {
        return Report.ran(CompletableFuture.completedFuture(Optional.empty()));
    }

    @Cached
    CompletableFuture<Integer> boxed(int key) {
        return Report.ran(CompletableFuture.completedFuture(1_000 + key));
    }

    @Cached
    CompletableFuture<List<String>> list(int key) {
        return Report.ran(CompletableFuture.completedFuture(List.of("l" + key)));
    }

    @Cached
    static CompletableFuture<String> ofStatic(String key) {
        return Report.ran(CompletableFuture.completedFuture("static " + key));
    }

    @Cached
    CompletableFuture<String> failing(int key) {
        return Report.ran(CompletableFuture.failedFuture(FAILURE));
    }

    @Cached
    CompletableFuture<String> cancelled(int key) {
        return Report.ran(CompletableFuture.failedFuture(new CancellationException("cancelled")));
    }

    @Cached
    CompletableFuture<String> throwing(int key) {
        Report.ran(key);
        throw new IllegalStateException("before there is a stage");
    }

    @Cached
    CompletableFuture<String> noStage(int key) {
        return Report.ran(null);
    }

    @Cached
    CompletableFuture<String> later(int key) {
        return Report.ran(pending);
    }

    @Cached(cache = "stage-rows")
    String row(int id) {
        return Report.ran("old");
    }

    @CachePut(cache = "stage-rows")
    CompletableFuture<String> put(int id) {
        return pending;
    }

    @CacheInvalidate(cache = "stage-rows")
    CompletableFuture<String> drop(int id) {
        return pending;
    }

    @CachePut(cache = "stage-rows")
    CompletableFuture<String> failingPut(int id) {
        return CompletableFuture.failedFuture(FAILURE);
    }
}
