package dev.tiercel.readthrough;

import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPath;
import dev.tiercel.key.KeyRecipe;
import dev.tiercel.readthrough.MethodSpec.Each;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a method that answers many at once: those of its ids, and those of its values. Both are made by the
 * method's recipe, one id in place of all, so that they are the keys of the methods that answer one. Thread-safe.
 */
final class BatchKeys {
    private final int position;
    private final MethodHandle ofId;
    private final MethodHandle ofElement;
    private final @Nullable KeyPath elementKey;

    BatchKeys(List<KeyPart> parts, int passed, Each each) {
        position = each.position();
        ofId = onArray(parts, passed);
        // The path of a part leads from an id to its key; an element's key is that already.
        ofElement = onArray(
                parts.stream()
                        .map(part -> part.position() == position ? KeyPart.of(KeyPart.Kind.DYNAMIC, position) : part)
                        .toList(),
                passed);
        elementKey = BatchForm.isMap(each) ? null : KeyPath.parse(each.elementKey());
    }

    private static MethodHandle onArray(List<KeyPart> parts, int passed) {
        MethodHandle handle = KeyRecipe.of(parts, passed).handle();
        return passed > KeyRecipe.MAX_SPREAD ? handle : handle.asSpreader(Object[].class, passed);
    }

    /**
     * The key of one id.
     *
     * @param passed the arguments handed over; written to
     */
    Object ofId(@Nullable Object[] passed, Object id) throws Throwable {
        passed[position] = id;
        return (Object) ofId.invokeExact(passed);
    }

    /** The key of a value that came without one; null: it cannot be told. */
    @Nullable
    Object ofElement(@Nullable Object[] passed, @Nullable Object element) throws Throwable {
        Object told = elementKey == null ? null : elementKey.read(element);
        if (told == null) {
            return null;
        }
        passed[position] = told;
        return (Object) ofElement.invokeExact(passed);
    }
}
