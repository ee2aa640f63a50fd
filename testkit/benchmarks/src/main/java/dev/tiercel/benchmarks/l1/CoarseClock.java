package dev.tiercel.benchmarks.l1;

import com.github.benmanes.caffeine.cache.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** The trick of the agent's clock, for the twin by hand: a number in memory that a thread writes every 10 ms. */
public final class CoarseClock implements Ticker {
    private static final VarHandle TIME;

    static {
        try {
            TIME = MethodHandles.lookup().findVarHandle(CoarseClock.class, "time", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("UnusedVariable") // through TIME
    private long time = System.nanoTime();

    public CoarseClock() {
        Thread writer = new Thread(this::write, "coarse-clock");
        writer.setDaemon(true);
        writer.start();
    }

    private void write() {
        while (true) {
            TIME.setOpaque(this, System.nanoTime());
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public long read() {
        return (long) TIME.getOpaque(this);
    }
}
