package dev.tiercel.redis;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.config.Endpoint;
import dev.tiercel.l2.L2Failure;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to what other instances drop, on a connection of its own, because one that has subscriptions takes no other
 * commands. It is made again after every loss. Everything here happens on the loop's thread.
 */
final class Feed implements AutoCloseable {
    /** Before the next attempt where the server refuses, or the proxy leads elsewhere. */
    private static final long REFUSED_MILLIS = 2_000;

    private static final long ELSEWHERE_MILLIS = 20;

    /** What a connection leads to that is of no use: to another node behind the proxy. */
    static final String ELSEWHERE = "another node";

    private final Context context;
    private final Supplier<@Nullable Endpoint> where;
    private final Predicate<String> isWanted;
    private final Backplane backplane;
    private @Nullable Subscription current;
    private int failures;

    /** Counts what makes an attempt under way the wrong one. */
    private int attempt;

    /** The attempt whose subscription was lost before it was known here. */
    private int lostEarly;

    private boolean closed;

    /** @param end ends it; told of no more */
    record Subscription(String runId, Runnable end) {}

    /**
     * @param where asked at every attempt; null: nowhere for now
     * @param isWanted whether that run of a server is the one to listen to
     */
    Feed(Context context, Supplier<@Nullable Endpoint> where, Predicate<String> isWanted) {
        this.context = context;
        this.where = where;
        this.isWanted = isWanted;
        this.backplane = context.backplane();
    }

    /** Subscribes, in place of a subscription that there may be. */
    void renew() {
        if (closed) {
            return;
        }
        attempt++;
        end("to be made anew");
        open(attempt);
    }

    /** Subscribes now, if it is not subscribed: there is somebody to listen to. */
    void hurry() {
        if (current == null) {
            renew();
        }
    }

    private void open(int mine) {
        if (closed || mine != attempt) {
            return;
        }
        Endpoint to = where.get();
        if (to == null) {
            again(mine, context.pauseMillis(++failures));
            return;
        }
        context.client()
                .subscribe(to, context.channel(), isWanted, backplane::heard, () -> context.onLoop(0, () -> lost(mine)))
                .whenComplete((subscription, failure) -> context.onLoop(0, () -> opened(mine, subscription, failure)));
    }

    private void opened(int mine, @Nullable Subscription subscription, @Nullable Throwable failure) {
        if (subscription == null) {
            failed(mine, failure == null ? L2Failure.timedOut() : failure);
            return;
        }
        if (closed || mine != attempt) {
            subscription.end().run();
            return;
        }
        if (lostEarly == mine) {
            again(mine, context.pauseMillis(++failures));
            return;
        }
        failures = 0;
        current = subscription;
        backplane.subscribed();
    }

    private void failed(int mine, Throwable failure) {
        RedisTrouble trouble = RedisTrouble.of(failure);
        boolean elsewhere = trouble.failure().reason().equals(ELSEWHERE);
        if (trouble.reaction() == RedisTrouble.Reaction.TELL) {
            context.log()
                    .warn(
                            "subscribe",
                            "Redis refuses this user to listen (NOPERM): grant +subscribe &" + context.prefix()
                                    + "*; until then L1 does not hear what other instances drop");
            again(mine, REFUSED_MILLIS);
        } else {
            again(mine, elsewhere ? ELSEWHERE_MILLIS : context.pauseMillis(++failures));
        }
    }

    private void again(int mine, long afterMillis) {
        if (mine == attempt) {
            int next = ++attempt;
            context.onLoop(afterMillis, () -> open(next));
        }
    }

    private void lost(int mine) {
        if (mine != attempt || closed) {
            return;
        }
        if (current == null) {
            lostEarly = mine;
            return;
        }
        current = null;
        backplane.lost("disconnected");
        again(mine, context.pauseMillis(failures));
    }

    private void end(String why) {
        Subscription last = current;
        current = null;
        if (last != null) {
            backplane.lost(why);
            last.end().run();
        }
    }

    @Override
    public void close() {
        closed = true;
        attempt++;
        end("closed");
    }
}
