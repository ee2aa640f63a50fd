package dev.tiercel.codec;

import dev.tiercel.config.CodecFormat;
import dev.tiercel.log.EventLog;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The codec of one cached method: its values to bytes of the shared tier and back, exactly or not at all. Thread-safe;
 * never throws.
 *
 * <p>The state of an object is its fields: constructors, getters and annotations have no say. Classes are resolved at the
 * first use. From then on the codec holds classes of the application, so only its own woven classes may hold the codec.
 * An object that occurs twice in a value comes back as two equal ones.
 */
public final class ValueCodec {
    /** The largest entry in bytes. */
    static final int MAX_BYTES = 8 << 20;

    /** So many first values of a method are read back for a test, to find a type that can be written but not read. */
    private static final int TRIALS = 8;

    private final ValueType type;
    private final WeakReference<ClassLoader> loader;
    private final EventLog log;
    private final String subject;
    private final AtomicInteger trials = new AtomicInteger(TRIALS);
    private volatile @Nullable Binding binding;

    /**
     * @param loader sees the classes of the type; held weakly
     * @param format how values are written; what is read may be of any format
     * @param compressAbove larger payloads are compressed, in bytes
     * @param subject names the method in log lines
     */
    public ValueCodec(
            ValueType type, ClassLoader loader, CodecFormat format, long compressAbove, EventLog log, String subject) {
        this.type = type;
        this.loader = new WeakReference<>(loader);
        this.log = log;
        this.subject = subject;
    }

    /**
     * The entry for this value, or null: it would not come back as it is.
     *
     * @param freshUntilMillis by the shared tier's clock
     * @param ttlMillis how long it is fresh from now on
     */
    public byte @Nullable [] encode(@Nullable Object value, long freshUntilMillis, long ttlMillis) {
        if (!(binding() instanceof Binding.Ready ready)) {
            return null;
        }
        try {
            byte[] bytes = write(ready, value, freshUntilMillis, ttlMillis);
            return value == null || trials.get() <= 0 || comesBack(ready, bytes) ? bytes : null;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            keptInL1(Reasons.of(e));
            return null;
        }
    }

    /** What the bytes hold, or null: they are not an entry of this method as its classes are now. */
    public @Nullable Decoded decode(byte[] bytes) {
        if (!Envelope.fits(bytes) || !(binding() instanceof Binding.Ready ready)) {
            return null;
        }
        try {
            return read(ready, bytes);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return null; // Whatever is wrong with foreign bytes, it is a miss; the next fill writes over them.
        }
    }

    private static byte[] write(Binding.Ready ready, @Nullable Object value, long freshUntilMillis, long ttlMillis) {
        if (!ready.allows(value)) {
            throw new Inexact("a value is "
                    + (value == null ? "null" : "a " + value.getClass().getName()) + ", declared was "
                    + ready.raw().getName());
        }
        byte[] header = new Envelope(value == null, ready.fingerprint(), freshUntilMillis, ttlMillis).toBytes();
        if (value == null) {
            return header;
        }
        BoundedBytes out = new BoundedBytes(header, MAX_BYTES);
        ready.writer().writeValue(out, value);
        return out.toByteArray();
    }

    private static @Nullable Decoded read(Binding.Ready ready, byte[] bytes) {
        Envelope envelope = Envelope.of(bytes);
        if (envelope.fingerprint() != ready.fingerprint()) {
            return null;
        }
        Object value = envelope.isNull()
                ? null
                : ready.reader().readValue(bytes, Envelope.BYTES, bytes.length - Envelope.BYTES);
        // The JSON literal null is not how we write null.
        return ready.allows(value) && (value == null) == envelope.isNull()
                ? new Decoded(value, envelope.freshUntilMillis(), envelope.ttlMillis())
                : null;
    }

    /** Reads it back and writes it again; a type that fails is given up for good. */
    private boolean comesBack(Binding.Ready ready, byte[] bytes) {
        trials.decrementAndGet();
        try {
            Decoded back = read(ready, bytes);
            // Lengths only: a hash map may come back in another order.
            if (back != null && write(ready, back.value(), 0, 0).length == bytes.length) {
                return true;
            }
            binding = refused("a value does not come back from its bytes");
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            binding = refused("a value does not come back from its bytes (" + Reasons.of(e) + ")");
        }
        return false;
    }

    private Binding binding() {
        Binding known = binding;
        return known != null ? known : bind();
    }

    private synchronized Binding bind() {
        Binding known = binding;
        if (known != null) {
            return known;
        }
        ClassLoader application = loader.get();
        Binding made =
                application == null ? new Binding.Refused("its application is gone") : Binding.of(type, application);
        binding = made instanceof Binding.Refused no ? refused(no.why()) : made;
        return made;
    }

    private Binding refused(String why) {
        keptInL1(why);
        return new Binding.Refused(why);
    }

    private void keptInL1(String why) {
        log.warn(subject, subject + " (" + type + ") is kept in L1 only: " + why);
    }
}
