package dev.tiercel.weaving;

import dev.tiercel.log.EventLog;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The classes that are loaded already: they are woven, or restored, in batches, with a pause after each, for the virtual
 * machine stops all threads meanwhile. Thread-safe.
 */
final class LoadedClasses {
    private static final int BATCH = 100;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Instrumentation instrumentation;
    private final EventLog log;

    LoadedClasses(Instrumentation instrumentation, EventLog log) {
        this.instrumentation = instrumentation;
        this.log = log;
    }

    /**
     * Shows the classes to the transformers once more.
     *
     * @param consequence what a class that cannot be shown them keeps, for the log
     * @return how many they were
     */
    int transform(Predicate<Class<?>> wanted, String consequence) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getClassLoader() != null && instrumentation.isModifiableClass(type) && wanted.test(type)) {
                found.add(type);
            }
        }
        for (int from = 0; from < found.size(); from += BATCH) {
            if (from > 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            transform(found.subList(from, Math.min(found.size(), from + BATCH)), consequence);
        }
        return found.size();
    }

    /** Where one class makes a batch fail, the others are not to suffer. */
    private void transform(List<Class<?>> batch, String consequence) {
        try {
            instrumentation.retransformClasses(batch.toArray(Class<?>[]::new));
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError failed) {
            if (batch.size() == 1) {
                log.warn(batch.get(0).getName() + " " + consequence + ": " + failed);
                return;
            }
            int half = batch.size() / 2;
            transform(batch.subList(0, half), consequence);
            transform(batch.subList(half, batch.size()), consequence);
        }
    }
}
