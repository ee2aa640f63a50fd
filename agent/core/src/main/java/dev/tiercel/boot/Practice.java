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

    /** True: the value came back. What goes wrong here is told of the application's methods, when they are called. */
    static boolean run() {
        ValueCodec codec = new ValueCodec(
                ValueType.of(Value.class.getName()),
                Practice.class.getClassLoader(),
                CodecFormat.JSON,
                Long.MAX_VALUE,
                EventLog.to(line -> {}),
                "Practice.find");
        byte[] bytes = codec.encode(new Value(1, "practice"), 0, 0, Stamps.UNKNOWN);
        return bytes != null && codec.decode(bytes) != null;
    }
}
