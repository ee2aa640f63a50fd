package dev.tiercel.export;

import dev.tiercel.export.Meter.Kind;
import dev.tiercel.export.Meter.Series;
import dev.tiercel.log.EventLog;
import dev.tiercel.metrics.LatencyHistogram;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The application's own registries of meters, which are told of ours: each that is no composite of others, so that nothing
 * counts twice, and once it is in use, for its filters and common tags come before its first meter. All that is held of
 * one for longer is held weakly. Thread-safe.
 */
public final class Registries implements AutoCloseable {
    /** As {@code RegistryBinding} says it, which we see by the JDK's types alone. */
    private static final int OVER = 0;

    private static final int IN_USE = 2;

    /** An application that makes registries without end is told no more than that. */
    private static final int MOST = 100;

    private static final long YOUNG_NANOS = Duration.ofMillis(500).toNanos();
    private static final long OLD_NANOS = Duration.ofSeconds(5).toNanos();

    private final EventLog log;
    private final LongSupplier nanoTime;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Reference<Object>> bound = new ArrayList<>();
    private @Nullable Runnable wake;
    private boolean closed;

    private static final class Waiting {
        private final WeakReference<Object> registry;
        private final long sinceNanos;
        private @Nullable Object binding;

        Waiting(Object registry, long sinceNanos) {
            this.registry = new WeakReference<>(registry);
            this.sinceNanos = sinceNanos;
        }
    }

    public Registries(EventLog log) {
        this(log, System::nanoTime);
    }

    Registries(EventLog log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /** A registry is made just now: its constructor may still run. Remembers it, and does nothing else. */
    public void made(Object registry) {
        Runnable awake;
        synchronized (this) {
            if (closed || waiting.size() + bound.size() >= MOST) {
                return;
            }
            waiting.add(new Waiting(registry, nanoTime.getAsLong()));
            awake = wake;
        }
        if (awake != null) {
            awake.run();
        }
    }

    /**
     * Remembers those that were made before anybody looked: of which the application's global registry consists.
     *
     * @param metrics Micrometer's class of that name
     */
    public void madeBefore(Class<?> metrics) {
        try {
            leaves(metrics.getField("globalRegistry").get(null));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            failed(metrics, unknown);
        }
    }

    private void leaves(Object registry) throws ReflectiveOperationException {
        Method parts;
        try {
            parts = registry.getClass().getMethod("getRegistries");
        } catch (NoSuchMethodException isNoComposite) {
            made(registry);
            return;
        }
        for (Object part : (Iterable<?>) parts.invoke(registry)) {
            leaves(part);
        }
    }

    /** Runs when there is something to do. */
    synchronized void wakeWith(Runnable action) {
        wake = action;
    }

    /** True while somebody has to come by. */
    synchronized boolean areThere() {
        return !waiting.isEmpty() || !bound.isEmpty();
    }

    /** Binds what is in use by now, and what is new to those that are bound. Comes every second or so. */
    synchronized void refresh(Meters meters) {
        waiting.removeIf(each -> isDone(each, meters));
        bound.removeIf(each -> !refresh(each.get(), meters));
    }

    private boolean isDone(Waiting each, Meters meters) {
        Object registry = each.registry.get();
        long ageNanos = nanoTime.getAsLong() - each.sinceNanos;
        if (registry == null) {
            return true;
        }
        if (ageNanos < YOUNG_NANOS) {
            return false;
        }
        try {
            Object binding = each.binding == null ? binding(registry) : each.binding;
            each.binding = binding;
            int state = ((IntSupplier) binding).getAsInt();
            if (state != OVER && (state == IN_USE || ageNanos >= OLD_NANOS)) {
                bound.add(new WeakReference<>(binding));
                return refresh(binding, meters);
            }
            return state == OVER;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            failed(registry, unknown);
            return true;
        }
    }

    private static Object binding(Object registry) throws ReflectiveOperationException {
        Class<?> type = registry.getClass();
        while (!type.getName().equals("io.micrometer.core.instrument.MeterRegistry")) {
            type = type.getSuperclass();
            if (type == null) {
                throw new ClassNotFoundException("MeterRegistry");
            }
        }
        return BindingLoader.bind(registry, type.getClassLoader());
    }

    /** False: it is over. */
    @SuppressWarnings("unchecked") // as RegistryBinding is declared
    private boolean refresh(@Nullable Object binding, Meters meters) {
        if (binding == null) {
            return false;
        }
        try {
            if (((IntSupplier) binding).getAsInt() == OVER) {
                return false;
            }
            ((Consumer<Object[][]>) binding).accept(rows(meters));
            return true;
        } catch (RuntimeException | LinkageError thrown) {
            failed(binding, thrown);
            return false;
        }
    }

    private void failed(Object where, Throwable why) {
        String name = (where instanceof Class<?> type ? type : where.getClass()).getName();
        log.warn(
                "micrometer",
                "A registry of meters (" + name + ") does not take Tiercel's meters: " + why
                        + "; metrics.micrometer: false does without");
    }

    private Object[][] rows(Meters meters) {
        List<Object[]> rows = new ArrayList<>();
        for (Meter meter : meters.all()) {
            for (Series series : meter.series().get()) {
                rows.add(row(meter, series));
            }
        }
        return rows.toArray(Object[][]::new);
    }

    private Object[] row(Meter meter, Series series) {
        Object source = meter.kind() == Kind.TIMER ? teller(series.times()) : series.value();
        return new Object[] {
            meter.name(),
            meter.kind().name(),
            meter.unit(),
            meter.help(),
            series.tags().toArray(String[]::new),
            source,
            Meters.BOUNDS.toArray(Duration[]::new)
        };
    }

    private static Consumer<LongConsumer> teller(@Nullable LatencyHistogram times) {
        return listener -> {
            if (times != null) {
                times.tell(listener);
            }
        };
    }

    /** Takes our meters out of all of them. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        for (Reference<Object> each : bound) {
            try {
                if (each.get() instanceof AutoCloseable binding) {
                    binding.close();
                }
            } catch (Exception | LinkageError unclosed) {
                failed(Registries.class, unclosed);
            }
        }
        bound.clear();
    }
}
