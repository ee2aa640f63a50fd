package dev.tiercel.readthrough;

import dev.tiercel.expression.Expression;
import dev.tiercel.key.KeyRecipe;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec.Each;
import dev.tiercel.readthrough.MethodSpec.Read;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The read path of a woven method that answers many keys at once, each with an entry of its own. One call of it is a
 * {@link Batch}. Thread-safe.
 */
final class BatchRead {
    /** A call with more ids than this runs uncached: what it holds meanwhile has to be bounded. */
    static final int MAX_IDS = 10_000;

    private static final MethodType OPEN =
            MethodType.methodType(Object.class, Object[].class, Object.class, Object[].class);

    private final ReadThrough path;
    private final Each each;
    private final BatchKeys keys;
    private final @Nullable Expression condition;
    private final int passed;
    private final String elementName;
    private final EventLog log;
    private volatile @Nullable Class<?> elementClass;
    private volatile boolean unavailable;

    BatchRead(ReadThrough path, MethodSpec spec, Read read, Each each, EventLog log) {
        this.path = path;
        this.each = each;
        this.keys = new BatchKeys(read.key(), spec.passed(), each);
        this.condition = read.condition();
        this.passed = spec.passed();
        this.elementName = spec.result().erased();
        this.log = log;
    }

    /** A batch has no hits that could be told without a list of its own: {@code open} sees to all. */
    ReadHandles handles() {
        MethodHandle open = Handles.bind(this, "open", OPEN);
        boolean isArray = passed > KeyRecipe.MAX_SPREAD;
        MethodType handedOver =
                isArray ? MethodType.methodType(Object.class, Object[].class) : MethodType.genericMethodType(passed);
        MethodHandle spread = isArray ? open : open.asCollector(0, Object[].class, passed);
        return ReadHandles.ofOpen(spread, handedOver, path.method().mishaps());
    }

    ReadThrough path() {
        return path;
    }

    Each each() {
        return each;
    }

    BatchKeys keys() {
        return keys;
    }

    boolean isMap() {
        return BatchForm.isMap(each);
    }

    /**
     * As {@link ReadThrough#open}; null: run the method as if it was not woven.
     *
     * @param handedOver the key arguments
     * @param arguments all arguments
     * @throws Throwable a key cannot be told, for one
     */
    @Nullable
    Object open(@Nullable Object[] handedOver, @Nullable Object self, @Nullable Object[] arguments) throws Throwable {
        // First of all: a condition of the smaller batch that we ask for is none of the caller's.
        if (path.method().body().isEntered() || !isAvailable()) {
            return null;
        }
        @Nullable Object[] ids = BatchForm.ids(arguments[each.parameter()]);
        if (ids == null || ids.length == 0 || Arrays.stream(ids).anyMatch(Objects::isNull)) {
            return null; // What the method has to say to that is its own.
        }
        if (ids.length > MAX_IDS) {
            warn("a call with " + ids.length + " ids runs uncached; " + MAX_IDS
                    + " at most are looked up at once, so split such calls");
            return null;
        }
        if (condition != null && !condition.test(arguments, null)) {
            return null;
        }
        return new Batch(this, handedOver, self, arguments, ids).run();
    }

    private boolean isAvailable() {
        if (!unavailable && !path.method().body().isAvailable()) {
            unavailable = true;
            warn("runs uncached: the agent cannot call it with the missing ids");
        }
        return !unavailable;
    }

    /** The class that every value has to be of, as the methods that answer one key promise it to their callers. */
    Class<?> elementClass() throws ClassNotFoundException {
        Class<?> known = elementClass;
        if (known == null) {
            known = Class.forName(elementName, false, path.method().body().application());
            elementClass = known;
        }
        return known;
    }

    void warn(String what) {
        log.warn(path.method().name(), path.method().name() + " (each): " + what);
    }
}
