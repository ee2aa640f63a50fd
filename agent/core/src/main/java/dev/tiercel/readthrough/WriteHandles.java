package dev.tiercel.readthrough;

import dev.tiercel.key.KeyRecipe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What is woven into a method that changes data; neither handle throws.
 *
 * @param begin before the method, {@code ()long}: where the fence stands
 * @param after after it: the key arguments as {@link KeyRecipe} says, then what it returned, what it threw, and what
 *     {@code begin} said; returns nothing
 */
public record WriteHandles(MethodHandle begin, MethodHandle after) {
    private static final MethodType AFTER =
            MethodType.methodType(void.class, Object.class, Object.class, Throwable.class, long.class);

    static WriteHandles of(InvalidateThrough path, KeyRecipe recipe) {
        MethodHandle begin = Handles.bind(path, "begin", MethodType.methodType(long.class))
                .asType(MethodType.methodType(Object.class));
        MethodHandle after = Handles.bind(path, "after", AFTER)
                .asType(MethodType.methodType(void.class, Object.class, Object.class, Throwable.class, Object.class));
        MethodHandle unknown = Handles.bind(path, "afterUnknown", MethodType.methodType(void.class, Throwable.class));
        return new WriteHandles(
                MethodHandles.dropArguments(begin, 0, recipe.handle().type().parameterList()),
                Handles.thenNull(MethodHandles.catchException(
                        MethodHandles.collectArguments(after, 0, recipe.handle()), Throwable.class, unknown)));
    }
}
