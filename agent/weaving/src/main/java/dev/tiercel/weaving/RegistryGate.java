package dev.tiercel.weaving;

import java.util.function.BooleanSupplier;

/**
 * Whether Micrometer's registries are to be woven: in an application that caches nothing they are not. Thread-safe.
 */
final class RegistryGate {
    /** What every registry extends. */
    static final String CLASS = "io.micrometer.core.instrument.MeterRegistry";

    /** What knows those that were made before the agent came. */
    static final String METRICS = "io.micrometer.core.instrument.Metrics";

    static final String INTERNAL_NAME = CLASS.replace('.', '/');

    private final BooleanSupplier needed;

    /** @param needed whether something is going to be woven for sure */
    RegistryGate(BooleanSupplier needed) {
        this.needed = needed;
    }

    /** An application in a jar of jars has our API below the loader that is asked first. */
    boolean isToBeWoven(ClassLoader loader, String internalName) {
        return internalName.equals(INTERNAL_NAME)
                && (needed.getAsBoolean() || loader.getResource("dev/tiercel/Cached.class") != null);
    }
}
