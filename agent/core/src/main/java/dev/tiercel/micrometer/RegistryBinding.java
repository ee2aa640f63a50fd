package dev.tiercel.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Our meters in one registry of the application. The engine speaks to it by the JDK's types alone, and holds it weakly once it
 * is bound: the registry's gauges hold it, so that it lives as long as they do. For one thread at a time, but for the times.
 */
public final class RegistryBinding implements Consumer<Object[][]>, IntSupplier, AutoCloseable {
    /** It is closed, or gone, or one of registries that are told themselves. */
    public static final int OVER = 0;
    /** It has no meter yet: who configures it may not be done. */
    public static final int EMPTY = 1;
    /** It is in use. */
    public static final int IN_USE = 2;

    private final WeakReference<MeterRegistry> registry;
    private final Set<String> known = new HashSet<>();
    private final List<Meter.Id> meters = new ArrayList<>();

    /** What is held weakly elsewhere. */
    private final List<Object> held = new ArrayList<>();

    /** @param registry of Micrometer */
    public RegistryBinding(Object registry) {
        this.registry = new WeakReference<>((MeterRegistry) registry);
    }

    /** How the registry is. */
    @Override
    public int getAsInt() {
        MeterRegistry there = registry.get();
        if (there == null || there.isClosed() || there instanceof CompositeMeterRegistry) {
            return OVER;
        }
        return there.getMeters().isEmpty() ? EMPTY : IN_USE;
    }

    /**
     * Binds what is not bound yet: rows of name, COUNTER, GAUGE or TIMER, unit, description, tags and source. The source is a
     * {@code DoubleSupplier}; of a timer a {@code Consumer<LongConsumer>} that tells nanoseconds, in front of it the bounds
     * of its histogram.
     */
    @Override
    public void accept(Object[][] series) {
        MeterRegistry there = registry.get();
        if (there == null) {
            return;
        }
        for (Object[] row : series) {
            String[] tags = (String[]) row[4];
            if (known.add(row[0] + String.join("\n", tags))) {
                Meter meter = bind(there, row, tags);
                if (meter != null) {
                    meters.add(meter.getId());
                }
            }
        }
    }

    private @Nullable Meter bind(MeterRegistry there, Object[] row, String[] tags) {
        String name = (String) row[0];
        String unit = (String) row[2];
        String description = (String) row[3];
        switch ((String) row[1]) {
            case "TIMER" -> {
                return timer(there, name, description, tags, row);
            }
            case "GAUGE" -> {
                DoubleSupplier source = (DoubleSupplier) row[5];
                return Gauge.builder(name, this, binding -> binding.read(source))
                        .strongReference(true)
                        .baseUnit(unit.isEmpty() ? null : unit)
                        .description(description)
                        .tags(tags)
                        .register(there);
            }
            default -> {
                DoubleSupplier source = (DoubleSupplier) row[5];
                return FunctionCounter.builder(name, this, binding -> binding.read(source))
                        .baseUnit(unit.isEmpty() ? null : unit)
                        .description(description)
                        .tags(tags)
                        .register(there);
            }
        }
    }

    @SuppressWarnings("UnusedMethod") // by the meters
    private double read(DoubleSupplier source) {
        return source.getAsDouble();
    }

    @SuppressWarnings("unchecked") // as the engine hands it over
    private Meter timer(MeterRegistry there, String name, String description, String[] tags, Object[] row) {
        Timer timer = Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives((Duration[]) row[6])
                .register(there);
        WeakReference<Timer> told = new WeakReference<>(timer);
        LongConsumer listener = nanos -> {
            Timer mine = told.get();
            if (mine != null) {
                mine.record(nanos, TimeUnit.NANOSECONDS);
            }
        };
        held.add(listener);
        ((Consumer<LongConsumer>) row[5]).accept(listener);
        return timer;
    }

    /** Takes our meters out of the registry. */
    @Override
    public void close() {
        MeterRegistry there = registry.get();
        held.clear();
        if (there != null) {
            meters.forEach(there::remove);
        }
    }
}
