package dev.tiercel.key;

import dev.tiercel.key.KeyPart.Kind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the key parameters of one method become a key: compiled once, to a method handle that the virtual machine inlines
 * into the woven method. The handle of a method with one {@link Kind#EXACT} parameter does nothing but mind null.
 */
public final class KeyRecipe {
    /** Methods with more key parameters than this pass them as an array. */
    public static final int MAX_SPREAD = 4;

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType PART = MethodType.methodType(Object.class, Object.class);

    private final MethodHandle handle;
    private final boolean safe;

    private KeyRecipe(MethodHandle handle, boolean safe) {
        this.handle = handle;
        this.safe = safe;
    }

    /** @param parts the parts in the order of the key parameters */
    public static KeyRecipe of(List<KeyPart> parts) {
        int count = parts.size();
        MethodHandle[] forms = parts.stream().map(KeyRecipe::form).toArray(MethodHandle[]::new);
        if (count == 0) {
            return new KeyRecipe(MethodHandles.constant(Object.class, Keys.NOTHING), true);
        }
        if (count == 1) {
            return new KeyRecipe(forms[0], parts.get(0).equals(KeyPart.of(Kind.EXACT)));
        }
        if (count <= MAX_SPREAD) {
            MethodType all = MethodType.genericMethodType(count).changeReturnType(CompositeKey.class);
            MethodHandle join = findOn(CompositeKey.class, "of", all);
            return new KeyRecipe(
                    MethodHandles.filterArguments(join, 0, forms).asType(MethodType.genericMethodType(count)), false);
        }
        MethodHandle join = find("joinMany", MethodType.methodType(Object.class, MethodHandle[].class, Object[].class));
        return new KeyRecipe(MethodHandles.insertArguments(join, 0, (Object) forms), false);
    }

    /**
     * From the key arguments to the key: {@code (Object, ...)Object} with one parameter for each part, or
     * {@code (Object[])Object} above {@link #MAX_SPREAD}. Throws {@link UnfitKeyException}, and whatever the
     * application's own accessors and {@code hashCode} throw.
     */
    public MethodHandle handle() {
        return handle;
    }

    /** True: the handle cannot throw. */
    public boolean isSafe() {
        return safe;
    }

    private static MethodHandle form(KeyPart part) {
        MethodHandle form =
                switch (part.kind()) {
                    case EXACT -> find("present", PART);
                    case NARROW -> find("widened", PART);
                    case DYNAMIC -> find("canonical", PART);
                };
        if (part.path().isEmpty()) {
            return form;
        }
        try {
            MethodHandle read = LOOKUP.bind(KeyPath.parse(part.path()), "read", PART);
            return MethodHandles.filterReturnValue(read, find("canonical", PART));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @SuppressWarnings("UnusedMethod") // by its handle
    private static Object present(@Nullable Object part) {
        return part == null ? Keys.NULL : part;
    }

    @SuppressWarnings("UnusedMethod") // by its handle
    private static Object widened(@Nullable Object part) {
        return part == null ? Keys.NULL : (Object) ((Number) part).longValue();
    }

    @SuppressWarnings("UnusedMethod") // by its handle
    private static Object canonical(@Nullable Object part) {
        return Keys.canonical(part);
    }

    @SuppressWarnings("UnusedMethod") // by its handle
    private static Object joinMany(MethodHandle[] forms, @Nullable Object[] arguments) throws Throwable {
        Object[] parts = new Object[forms.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = (Object) forms[i].invokeExact(arguments[i]);
        }
        return CompositeKey.of(parts);
    }

    private static MethodHandle find(String name, MethodType type) {
        return findOn(KeyRecipe.class, name, type);
    }

    private static MethodHandle findOn(Class<?> owner, String name, MethodType type) {
        try {
            return LOOKUP.findStatic(owner, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
