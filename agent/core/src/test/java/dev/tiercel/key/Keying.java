package dev.tiercel.key;

import dev.tiercel.key.KeyPart.Kind;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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

    private Keying() {}

    /** The key of a call whose parameters are of types that are seen at the call only. */
    static Object key(@Nullable Object... arguments) {
        return call(recipe(Collections.nCopies(arguments.length, KeyPart.of(Kind.DYNAMIC))), arguments);
    }

    /** The key of a call with one parameter, of which a part is the key. */
    static Object keyAt(String path, @Nullable Object argument) {
        return call(recipe(List.of(new KeyPart(Kind.DYNAMIC, path))), argument);
    }

    static Object keyOf(Kind kind, @Nullable Object... arguments) {
        return call(recipe(Collections.nCopies(arguments.length, KeyPart.of(kind))), arguments);
    }

    static String text(@Nullable Object... arguments) {
        return KeyText.of(key(arguments));
    }

    static KeyRecipe recipe(List<KeyPart> parts) {
        return KeyRecipe.of(parts);
    }

    static Object call(KeyRecipe recipe, @Nullable Object... arguments) {
        MethodHandle handle = recipe.handle();
        try {
            return arguments.length > KeyRecipe.MAX_SPREAD
                    ? handle.invokeWithArguments(Collections.singletonList(arguments))
                    : handle.invokeWithArguments(Arrays.asList(arguments));
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable checked) {
            throw new IllegalStateException(checked);
        }
    }
}
