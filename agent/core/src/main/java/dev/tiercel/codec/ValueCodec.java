package dev.tiercel.codec;

import dev.tiercel.config.CodecFormat;
import dev.tiercel.entry.Stamps;
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

    /** The first buffer of a payload, and the largest that is taken before there is something to put into it. */
    private static final int MIN_BUFFER = 256;

    private static final int MAX_BUFFER = 64 << 10;

    /** So many first values of a method are read back for a test, to find a type that can be written but not read. */
    private static final int TRIALS = 8;

    private final ValueType type;
    private final WeakReference<ClassLoader> loader;
    private final CodecFormat format;
    private final long compressAbove;
    private final EventLog log;
    private final String subject;
    private final AtomicInteger trials = new AtomicInteger(TRIALS);
    private volatile @Nullable Binding binding;

    /** Found apart from the binding, which needs Jackson: a cache without a shared tier asks for nothing but this. */
    private volatile @Nullable Class<?> raw;

    /** How long payloads have been, so that the next one's buffer need not grow; in bytes. */
    private volatile int usualBytes = MIN_BUFFER;

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
        this.format = format;
        this.compressAbove = compressAbove;
        this.log = log;
        this.subject = subject;
    }

    /**
     * The entry for this value, or null: it would not come back as it is.
     *
     * @param freshUntilMillis by the shared tier's clock
     * @param ttlMillis how long it is fresh from now on
     * @param stamps under which it was made
     */
    public byte @Nullable [] encode(@Nullable Object value, long freshUntilMillis, long ttlMillis, Stamps stamps) {
        if (!(binding() instanceof Binding.Ready ready)) {
            return null;
        }
        try {
            if (!ready.allows(value)) {
                throw new Inexact("a value is "
                        + (value == null ? "null" : "a " + value.getClass().getName()) + ", declared was "
                        + ready.raw().getName());
            }
            byte[] bytes = write(ready, value, freshUntilMillis, ttlMillis, stamps);
            return value == null || trials.get() <= 0 || comesBack(ready, value, bytes) ? bytes : null;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            keptInL1(Reasons.of(e));
            return null;
        }
    }

    /** What the bytes hold, or null: they are not an entry of this method as its classes are now. */
    public @Nullable Decoded decode(byte[] bytes) {
        Envelope envelope = Envelope.of(bytes);
        if (envelope == null
                || !(binding() instanceof Binding.Ready ready)
                || envelope.fingerprint() != ready.fingerprint()) {
            return null;
        }
        try {
            return read(ready, envelope, bytes);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return null; // Whatever is wrong with foreign bytes, it is a miss; the next fill writes over them.
        }
    }

    /**
     * Whether a value is of the declared class, its type arguments aside; null is. Also true where the class cannot be
     * found.
     */
    public boolean isInstance(@Nullable Object value) {
        if (value == null) {
            return true;
        }
        Class<?> known = raw;
        return (known != null ? known : findRaw()).isInstance(value);
    }

    private byte[] write(
            Binding.Ready ready, @Nullable Object value, long freshUntilMillis, long ttlMillis, Stamps stamps) {
        int header = Envelope.bytes(stamps);
        if (value == null) {
            byte[] entry = new byte[header];
            new Envelope(null, false, ready.fingerprint(), freshUntilMillis, ttlMillis, stamps)
                    .seal(entry, entry.length);
            return entry;
        }
        EntryBuffer out = payload(ready, value, format, header);
        byte[] packed = out.length() - header > compressAbove ? Lz4.compress(out.array(), header, out.length()) : null;
        byte[] entry = packed != null ? packed : out.toBytes();
        new Envelope(format, packed != null, ready.fingerprint(), freshUntilMillis, ttlMillis, stamps)
                .seal(entry, entry.length);
        return entry;
    }

    private EntryBuffer payload(Binding.Ready ready, Object value, CodecFormat as, int header) {
        EntryBuffer out = new EntryBuffer(header, usualBytes, MAX_BYTES);
        ready.writer(as).writeValue(out, value);
        int length = out.length() - header;
        if (length != usualBytes) {
            usualBytes = Math.max(MIN_BUFFER, Math.min(MAX_BUFFER, length));
        }
        return out;
    }

    private static @Nullable Decoded read(Binding.Ready ready, Envelope envelope, byte[] bytes) {
        Object value = envelope.format() == null ? null : value(ready, envelope, envelope.format(), bytes);
        // The literal null is not how we write null.
        return ready.allows(value) && (value == null) == (envelope.format() == null)
                ? new Decoded(value, envelope.freshUntilMillis(), envelope.ttlMillis(), envelope.stamps())
                : null;
    }

    private static @Nullable Object value(Binding.Ready ready, Envelope envelope, CodecFormat written, byte[] bytes) {
        if (envelope.compressed()) {
            return ready.reader(written).readValue(Lz4.decompress(bytes, envelope.bytes(), MAX_BYTES));
        }
        return ready.reader(written).readValue(bytes, envelope.bytes(), bytes.length - envelope.bytes());
    }

    /** Reads it back and writes it again; a type that fails is given up for good. */
    private boolean comesBack(Binding.Ready ready, Object value, byte[] bytes) {
        trials.decrementAndGet();
        try {
            Decoded back = decode(bytes);
            // Lengths only, for a hash map may come back in another order; and of JSON, where no length depends on it.
            if (back != null
                    && back.value() != null
                    && payload(ready, back.value(), CodecFormat.JSON, 0).length()
                            == payload(ready, value, CodecFormat.JSON, 0).length()) {
                return true;
            }
            binding = refused("a value does not come back from its bytes");
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            binding = refused("a value does not come back from its bytes (" + Reasons.of(e) + ")");
        }
        return false;
    }

    private Class<?> findRaw() {
        ClassLoader application = loader.get();
        Class<?> found = application == null ? Object.class : Classes.raw(type, application);
        raw = found;
        return found;
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
