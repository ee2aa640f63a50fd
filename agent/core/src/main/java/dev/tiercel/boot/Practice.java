package dev.tiercel.boot;

import dev.tiercel.codec.ValueType;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.entry.Ticker;
import dev.tiercel.key.KeyPart;
import dev.tiercel.l1.L1Factory;
import dev.tiercel.l2.NoL2;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.Caches;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.ReadHandles;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A miss and a hit on a cache that nobody else uses, so that the classes of the engine and its libraries are loaded
 * beside the application's start and not in its first call (most of half a second, nearly all of it the codec's).
 */
final class Practice {
    /** What is cached for practice. */
    record Value(long id, String name) {}

    private Practice() {}

    @SuppressWarnings("unchecked")
    static void run(Ticker ticker, EventLog log) {
        MethodSpec spec = new MethodSpec(
                "Practice.find",
                List.of(KeyPart.of(KeyPart.Kind.EXACT)),
                ValueType.of(Value.class.getName()),
                Value.class.getName(),
                new MethodSpec.Read("practice", null),
                List.of());
        L1Factory l1s = new L1Factory(ticker, Runnable::run, 1 << 20);
        Caches caches = new Caches(TiercelConfig.DEFAULT, l1s, new NoL2(), ticker, log);
        ReadHandles find = caches.reading(spec, Practice.class.getClassLoader(), () -> {});
        try {
            find.hit().invoke((Object) 1L);
            Object ticket = find.open().invoke((Object) 1L);
            ((BiConsumer<Object, Throwable>) ticket).accept(new Value(1, "practice"), null);
            find.hit().invoke((Object) 1L);
        } catch (Throwable unpractised) {
            log.warn("The agent could not practise, and may be slow at the first call: " + unpractised);
        }
    }
}
