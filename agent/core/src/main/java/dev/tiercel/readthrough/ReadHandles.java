package dev.tiercel.readthrough;

import dev.tiercel.key.KeyRecipe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What is woven into a method that reads: handles that take its key arguments, {@code (Object, ...)Object} or
 * {@code (Object[])Object} as {@link KeyRecipe} says, and never throw.
 *
 * @param hit the fresh value in L1, or null
 * @param tracedHit the same, for a process in which traces are taken
 * @param open what to do about a call that L1 did not answer: see {@code ReadThrough.open}
 */
public record ReadHandles(MethodHandle hit, MethodHandle tracedHit, MethodHandle open) {

    /** For a method that is to run as if nothing was woven; handles without parameters. */
    public static final ReadHandles BYPASS = bypass();

    private static final MethodType ASK = MethodType.methodType(Object.class, Object.class);

    private static ReadHandles bypass() {
        MethodHandle nothing = MethodHandles.constant(Object.class, null);
        return new ReadHandles(nothing, nothing, nothing);
    }

    static ReadHandles of(ReadThrough method, KeyRecipe recipe) {
        return new ReadHandles(
                guarded(method, recipe, "hit"),
                guarded(method, recipe, "tracedHit"),
                Handles.apart(withAll(guarded(method, recipe, "open"))));
    }

    private static MethodHandle withAll(MethodHandle open) {
        return MethodHandles.dropArguments(open, open.type().parameterCount(), Object.class, Object[].class);
    }

    private static MethodHandle guarded(ReadThrough method, KeyRecipe recipe, String step) {
        MethodHandle ask = Handles.bind(method, step, ASK);
        MethodHandle all = MethodHandles.collectArguments(ask, 0, recipe.handle());
        if (recipe.isSafe()) {
            return all;
        }
        MethodHandle mishap =
                Handles.bind(method.mishaps(), "happened", MethodType.methodType(void.class, Throwable.class));
        return MethodHandles.catchException(all, Throwable.class, Handles.thenNull(mishap));
    }
}
