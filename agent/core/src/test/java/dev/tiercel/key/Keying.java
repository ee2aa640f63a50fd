package dev.tiercel.key;

import dev.tiercel.key.KeyPart.Kind;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes keys as woven methods do, and the types that the tests use as parameters. */
final class Keying {
    enum Size {
        SMALL,
        LARGE {
            @Override
            public String toString() {
                return "SMALL";
            }
        }
    }

    enum Shirt {
        SMALL
    }

    record Point(int x, int y) {}

    record Place(int x, int y) {}

    record Line(Point from, @Nullable Point to) {}

    record Name(@Nullable String first, @Nullable String last) {}

    sealed interface Shape permits Circle, Square {}

    record Circle(int size) implements Shape {}

    record Square(int size) implements Shape {}

    /** Holds what can be changed, and what is seen at each call only. */
    record Box(List<?> list, @Nullable Object any, @Nullable Object array) {}

    private Keying() {}

    /** The key of a call whose parameters are of types that are seen at the call only. */
    static Object key(@Nullable Object... arguments) {
        return call(recipe(parts(Kind.DYNAMIC, arguments.length)), arguments);
    }

    /** The key of a call with one parameter, of which a part is the key. */
    static Object keyAt(String path, @Nullable Object argument) {
        return call(recipe(List.of(new KeyPart(Kind.DYNAMIC, 0, path))), argument);
    }

    static Object keyOf(Kind kind, @Nullable Object... arguments) {
        return call(recipe(parts(kind, arguments.length)), arguments);
    }

    static String text(@Nullable Object... arguments) {
        return KeyText.of(key(arguments));
    }

    /** One part for each argument, in order. */
    static List<KeyPart> parts(Kind kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(position -> KeyPart.of(kind, position))
                .toList();
    }

    /** Of a method that hands over as many arguments as there are parts. */
    static KeyRecipe recipe(List<KeyPart> parts) {
        return KeyRecipe.of(parts, parts.size());
    }

    /** As a woven method calls the recipe of a change: with what it returned. */
    static Object callChange(KeyRecipe recipe, int passed, @Nullable Object result, @Nullable Object... arguments) {
        List<@Nullable Object> all = new ArrayList<>();
        if (passed > KeyRecipe.MAX_SPREAD) {
            all.add(arguments);
        } else {
            all.addAll(Arrays.asList(arguments));
        }
        all.add(result);
        return invoke(recipe.handle(), all);
    }

    static Object call(KeyRecipe recipe, @Nullable Object... arguments) {
        return invoke(
                recipe.handle(),
                arguments.length > KeyRecipe.MAX_SPREAD
                        ? Collections.singletonList(arguments)
                        : Arrays.asList(arguments));
    }

    private static Object invoke(MethodHandle handle, List<@Nullable Object> arguments) {
        try {
            return handle.invokeWithArguments(arguments);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable checked) {
            throw new IllegalStateException(checked);
        }
    }
}
