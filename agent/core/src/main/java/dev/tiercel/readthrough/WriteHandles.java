package dev.tiercel.readthrough;

import dev.tiercel.key.KeyRecipe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What is woven into a method that changes data; neither handle throws. Both take the arguments that the method hands
 * over, as {@link KeyRecipe} says.
 *
 * @param begin before the method; gives something to be handed to {@code after}
 * @param after after it: the arguments, then what it returned, what it threw, and what {@code begin} gave; answers what
 *     the method is to return instead, {@code Object[1]}, or null: just that
 */
public record WriteHandles(MethodHandle begin, MethodHandle after) {
    private static final MethodType BEGIN = MethodType.methodType(Object.class, Object[].class);
    private static final MethodType AFTER =
            MethodType.methodType(Object.class, Object[].class, Object.class, Throwable.class, Object.class);

    private static final MethodType FAILED = MethodType.methodType(Object.class, Throwable.class);

    /**
     * @param path has a {@code begin} and an {@code after} that take the arguments as an array, and a {@code failed} that is
     *     told what either of them throws nevertheless
     */
    static WriteHandles of(Object path, int passed) {
        MethodHandle failed = Handles.bind(path, "failed", FAILED);
        MethodHandle begin = MethodHandles.catchException(Handles.bind(path, "begin", BEGIN), Throwable.class, failed);
        MethodHandle after = MethodHandles.catchException(Handles.bind(path, "after", AFTER), Throwable.class, failed);
        return passed > KeyRecipe.MAX_SPREAD
                ? new WriteHandles(begin, after)
                : new WriteHandles(
                        begin.asCollector(Object[].class, passed), after.asCollector(0, Object[].class, passed));
    }
}
