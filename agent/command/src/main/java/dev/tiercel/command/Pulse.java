package dev.tiercel.command;

import java.time.Duration;

/** The time between two looks. */
interface Pulse {
    long nanos();

    void pause(Duration time) throws InterruptedException;

    /** The system's. */
    Pulse SYSTEM = new Pulse() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }
    };
}
