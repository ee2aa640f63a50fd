package dev.tiercel.readthrough;

import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyRecipe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key of a change, from an array of the arguments handed over and what the method returned. Thread-safe. */
final class ChangedKey {
    private final MethodHandle handle;
    private final boolean needsResult;

    ChangedKey(List<KeyPart> parts, int passed) {
        MethodHandle recipe = KeyRecipe.ofChange(parts, passed).handle();
        MethodHandle spread = passed > KeyRecipe.MAX_SPREAD ? recipe : recipe.asSpreader(0, Object[].class, passed);
        this.handle = spread.asType(MethodType.methodType(Object.class, Object[].class, Object.class));
        this.needsResult = parts.stream().anyMatch(part -> part.position() == KeyPart.RESULT);
    }

    /** True: before the method has run, nobody knows the key. */
    boolean needsResult() {
        return needsResult;
    }

    /** @throws Throwable the key cannot be told */
    Object of(@Nullable Object[] passed, @Nullable Object result) throws Throwable {
        return (Object) handle.invokeExact(passed, result);
    }
}
