package dev.tiercel.boot;

import dev.tiercel.codec.ValueCodec;
import dev.tiercel.codec.ValueType;
import dev.tiercel.config.CodecFormat;
import dev.tiercel.entry.Stamps;
import dev.tiercel.log.EventLog;

/**
 * A value written and read for nothing, so that the codec's library is loaded beside the application's start and not in
 * its first call (some hundred milliseconds, the most of what that call would wait for).
 *
 * <p>Caffeine is not practised: it asks for a {@link System.Logger} as it is loaded, which fixes the application's log
 * manager, and an application may choose that in its main. Loaded in the first call of a woven method, it comes after.
 */
final class Practice {
    /** What is written. */
    record Value(long id, String name) {}

    private Practice() {}

    static void run(EventLog log) {
        ValueCodec codec = new ValueCodec(
                ValueType.of(Value.class.getName()),
                Practice.class.getClassLoader(),
                CodecFormat.JSON,
                Long.MAX_VALUE,
                log,
                "Practice.find");
        byte[] bytes = codec.encode(new Value(1, "practice"), 0, 0, Stamps.UNKNOWN);
        if (bytes != null) {
            codec.decode(bytes);
        }
    }
}
