package dev.tiercel.readthrough;

import java.time.Duration;

/** How long a call may still wait for anything of ours. Immutable. */
record Patience(long endNanos) {

    static Patience from(long startNanos, Duration budget) {
        return new Patience(startNanos + budget.toNanos());
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    boolean isOver() {
        return endNanos - System.nanoTime() <= 0;
    }

    /** What is left, but no more than that; zero or less: what is left. */
    Duration leftUpTo(Duration most) {
        Duration left = left();
        return most.isZero() || most.compareTo(left) > 0 ? left : most;
    }
}
