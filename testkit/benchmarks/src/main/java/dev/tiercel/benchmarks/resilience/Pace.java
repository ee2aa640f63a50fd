package dev.tiercel.benchmarks.resilience;

import dev.tiercel.benchmarks.Effort;

/**
 * How long things take, in milliseconds.
 *
 * @param warm from the start of a process that calls
 * @param before each event
 * @param after each return
 * @param away one outage
 * @param failover from a failover's cause to the end of the measurement
 * @param idle without any call
 * @param longAway an outage after that
 * @param longest one more; 0: none
 * @param rounds of killing and returning; a number
 */
record Pace(
        long warm,
        long before,
        long after,
        long away,
        long failover,
        long idle,
        long longAway,
        long longest,
        int rounds) {
    static Pace of(Effort effort) {
        return effort == Effort.FULL
                ? new Pace(5_000, 2_000, 1_000, 8_000, 8_000, 30_000, 20_000, 45_000, 100)
                : new Pace(2_500, 500, 500, 1_500, 4_000, 1_000, 2_000, 0, 8);
    }

    boolean isFull() {
        return longest > 0;
    }
}
