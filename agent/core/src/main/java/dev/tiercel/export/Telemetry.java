package dev.tiercel.export;

import dev.tiercel.config.MetricsConfig;
import dev.tiercel.log.EventLog;
import dev.tiercel.threads.Daemons;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever wants to know what is counted, on one daemon thread. It begins when the first cache is used: JMX and the JDK's
 * web server ask for a logger, and so fix the application's log manager, which it may choose in its main. For Prometheus
 * alone it begins after some seconds anyhow. Thread-safe.
 */
public final class Telemetry implements AutoCloseable {
    private static final long FIRST_MILLIS = 5_000;
    private static final long PAUSE_MILLIS = 1_000;

    private final MetricsConfig config;
    private final Registries registries;
    private final Instance instance;
    private final Meters meters;
    private final String version;
    private final EventLog log;

    /** One waits at most: whoever comes by sees to everything. */
    private final BlockingQueue<Boolean> wakes = new ArrayBlockingQueue<>(1);

    private volatile boolean used;
    private volatile boolean closed;

    /** Guarded by this; null: there is nobody to tell yet. */
    private @Nullable Thread thread;

    // Of the thread alone, and of who has waited for its end.
    private @Nullable Beans beans;
    private @Nullable PrometheusEndpoint endpoint;
    private boolean opened;

    /**
     * @param registries those of the application
     * @param version the agent's
     */
    public Telemetry(MetricsConfig config, Instance instance, Registries registries, String version, EventLog log) {
        this.config = config;
        this.registries = registries;
        this.instance = instance;
        this.meters = new Meters(instance);
        this.version = version;
        this.log = log;
    }

    /** Returns at once; nobody is told anything yet. */
    public void start() {
        if (!config.enabled() || !config.micrometer()) {
            registries.close();
        }
        if (!config.enabled()) {
            return;
        }
        registries.wakeWith(this::begin);
        if (config.port() != null || registries.areThere()) {
            begin();
        }
    }

    /** A cache is used for the first time: there is something new to tell. */
    public void cacheUsed() {
        if (config.enabled()) {
            used = true;
            begin();
        }
    }

    private synchronized void begin() {
        if (thread == null && !closed) {
            Thread made = Daemons.thread("tiercel-metrics", this::run);
            made.start();
            thread = made;
        }
        boolean unused = wakes.offer(true);
    }

    private void run() {
        long beganNanos = System.nanoTime();
        try {
            while (!closed) {
                awaitWork();
                tell(System.nanoTime() - beganNanos);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where somebody has to be looked after, for a while only. */
    private void awaitWork() throws InterruptedException {
        boolean comesBy = registries.areThere() || (config.port() != null && !opened);
        Object unused = comesBy ? wakes.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS) : wakes.take();
    }

    private void tell(long sinceNanos) {
        boolean begun = used;
        if (closed) {
            return;
        }
        attempt("JMX", () -> {
            if (begun && config.jmx()) {
                beans().refresh();
            }
        });
        Integer port = config.port();
        if (port != null && !opened && (begun || TimeUnit.NANOSECONDS.toMillis(sinceNanos) >= FIRST_MILLIS)) {
            opened = true;
            attempt("Prometheus", () -> open(port));
        }
        attempt("Micrometer", () -> registries.refresh(meters));
    }

    /** Made here: a Java runtime without JMX cannot even load the class. */
    private Beans beans() {
        Beans known = beans;
        if (known == null) {
            known = new Beans(instance, version, log);
            beans = known;
        }
        return known;
    }

    private void open(int port) {
        try {
            endpoint = PrometheusEndpoint.open(config, port, meters, log);
        } catch (IOException taken) {
            log.warn("There are no metrics for Prometheus: port " + port + " of " + config.address()
                    + " cannot be had (" + taken.getMessage()
                    + "); set another metrics.port, or 0 for any that is free");
        }
    }

    /** A part of the JDK that is not there is no reason to do without the others. */
    private void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError mishap) {
            String why = mishap instanceof LinkageError ? "this Java runtime lacks a module for it: " : "";
            log.warn(what, what + " is not told what is counted: " + why + mishap);
        }
    }

    /** Takes back what was registered, and ends the thread. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        boolean unused = wakes.offer(true);
        registries.close();
        if (running != null) {
            try {
                running.join(PAUSE_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (beans != null) {
            beans.close();
        }
        if (endpoint != null) {
            endpoint.close();
        }
    }
}
