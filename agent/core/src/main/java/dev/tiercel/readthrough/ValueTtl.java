package dev.tiercel.readthrough;

import dev.tiercel.key.KeyPath;
import dev.tiercel.readthrough.MethodSpec.TtlSource;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How long a value may be kept, told by the value itself or by a function of the application. Thread-safe. */
interface ValueTtl {
    /** For caches whose ttl says it all. */
    ValueTtl NONE = value -> null;

    /**
     * The time from now on, zero or less: the value is not to be kept; null: the value does not say.
     *
     * @throws Throwable whatever the application's accessor or function throws
     */
    @Nullable
    Duration of(Object value) throws Throwable;

    /**
     * @param application sees the function's class; it is loaded at the first value
     * @param nowMillis the time of day, for moments
     */
    static ValueTtl of(@Nullable TtlSource source, ClassLoader application, LongSupplier nowMillis) {
        if (source == null) {
            return NONE;
        }
        if (source.function().isEmpty()) {
            KeyPath path = KeyPath.parse(source.path());
            return value -> duration(path.read(value), nowMillis);
        }
        return new ByFunction(source.function(), application);
    }

    private static @Nullable Duration duration(@Nullable Object told, LongSupplier nowMillis) {
        if (told == null || told instanceof Duration) {
            return (Duration) told;
        }
        if (told instanceof Instant end) {
            return Duration.ofMillis(end.toEpochMilli() - nowMillis.getAsLong());
        }
        if (told instanceof Number seconds) {
            return Duration.ofSeconds(seconds.longValue());
        }
        throw new IllegalArgumentException("no time");
    }

    /** The application's function, by reflection: its interface is another class than ours of that name. */
    final class ByFunction implements ValueTtl {
        private final String className;
        private final ClassLoader application;
        private volatile @Nullable MethodHandle handle;

        ByFunction(String className, ClassLoader application) {
            this.className = className;
            this.application = application;
        }

        @Override
        public @Nullable Duration of(Object value) throws Throwable {
            MethodHandle known = handle;
            if (known == null) {
                known = make();
                handle = known;
            }
            return (Duration) known.invokeExact(value);
        }

        private MethodHandle make() throws ReflectiveOperationException {
            Class<?> type = Class.forName(className, true, application);
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method ttl = type.getMethod("ttl", Object.class);
            ttl.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(ttl)
                    .bindTo(constructor.newInstance())
                    .asType(MethodType.methodType(Duration.class, Object.class));
        }
    }
}
