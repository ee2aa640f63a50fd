package dev.tiercel.weaving;

import dev.tiercel.codec.ValueType;
import dev.tiercel.readthrough.Caches;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Clears caches after a method that is not woven; it takes what that returned or threw. Thread-safe. */
final class Clearing implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private static final Result ANY = new Result(Wrapper.NONE, false, ValueType.of("void"), "void", true);

    private final MethodHandle after;

    private Clearing(MethodHandle after) {
        this.after = after;
    }

    /**
     * @param method for the log
     * @param names of the caches
     * @param application the loader of the class that has the method
     */
    static Clearing of(Caches caches, String method, List<String> names, ClassLoader application) {
        List<Write> clears = names.stream()
                .<Write>map(cache -> new Write.Clear(cache, Moment.AFTER, null))
                .toList();
        MethodSpec spec = new MethodSpec(method, 0, ANY, null, clears);
        return new Clearing(caches.writing(spec, application).after());
    }

    @Override
    public void accept(@Nullable Object returned, @Nullable Throwable thrown) {
        try {
            Object unused = after.invoke(returned, thrown, (Object) null);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible); // The handle never throws.
        }
    }
}
