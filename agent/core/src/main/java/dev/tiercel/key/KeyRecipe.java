package dev.tiercel.key;

import dev.tiercel.key.KeyPart.Kind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the key parameters of one method become a key: compiled once, to a method handle that the virtual machine inlines
 * into the woven method. The handle of a method with one {@link Kind#EXACT} parameter does nothing but mind null.
 */
public final class KeyRecipe {
    /** Methods that hand over more arguments than this hand over an array. */
    public static final int MAX_SPREAD = 4;

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType PART = MethodType.methodType(Object.class, Object.class);

    private final MethodHandle handle;
    private final boolean safe;

    private KeyRecipe(MethodHandle handle, boolean safe) {
        this.handle = handle;
        this.safe = safe;
    }

    /**
     * The recipe for the key of a call.
     *
     * @param parts the parts of the key, in order; none stands for the result
     * @param passed how many arguments the woven method hands over
     */
    public static KeyRecipe of(List<KeyPart> parts, int passed) {
        boolean spread = passed <= MAX_SPREAD && parts.size() <= MAX_SPREAD;
        MethodHandle handle = spread
                ? permuted(spread(parts), positions(parts, passed), passed)
                : collected(MethodHandles.insertArguments(joining(parts), 1, (Object) null), 0, passed);
        return new KeyRecipe(handle, isSafe(parts));
    }

    /** As {@link #of}, after the method ran: the handle takes what it returned as its last argument. */
    public static KeyRecipe ofChange(List<KeyPart> parts, int passed) {
        boolean spread = passed <= MAX_SPREAD && parts.size() <= MAX_SPREAD;
        MethodHandle handle = spread
                ? permuted(spread(parts), positions(parts, passed), passed + 1)
                : collected(joining(parts), 0, passed);
        return new KeyRecipe(handle, isSafe(parts));
    }

    /**
     * The key that a method makes of these key parameters.
     *
     * @throws UnfitKeyException one of them has no value equality
     */
    public static Object keyOf(@Nullable Object... parameters) {
        Object[] parts = new Object[parameters.length];
        Arrays.setAll(parts, i -> Keys.canonical(parameters[i]));
        return joined(parts);
    }

    private static Object joined(Object[] parts) {
        return switch (parts.length) {
            case 0 -> Keys.NOTHING;
            case 1 -> parts[0];
            default -> CompositeKey.of(parts);
        };
    }

    private static boolean isSafe(List<KeyPart> parts) {
        return parts.isEmpty()
                || (parts.size() == 1
                        && parts.get(0).kind() == Kind.EXACT
                        && parts.get(0).path().isEmpty());
    }

    private static int[] positions(List<KeyPart> parts, int passed) {
        return parts.stream()
                .mapToInt(part -> part.position() == KeyPart.RESULT ? passed : part.position())
                .toArray();
    }

    /** The handle itself where the arguments are the parts, one by one: the virtual machine has one frame less to inline. */
    private static MethodHandle permuted(MethodHandle handle, int[] positions, int arguments) {
        boolean straight =
                Arrays.equals(positions, IntStream.range(0, arguments).toArray());
        return straight
                ? handle
                : MethodHandles.permuteArguments(handle, MethodType.genericMethodType(arguments), positions);
    }

    private static MethodHandle collected(MethodHandle handle, int at, int passed) {
        return passed > MAX_SPREAD ? handle : handle.asCollector(at, Object[].class, passed);
    }

    /** From the parts' arguments, one by one and four at most, to the key. */
    private static MethodHandle spread(List<KeyPart> parts) {
        int count = parts.size();
        if (count == 0) {
            return MethodHandles.constant(Object.class, Keys.NOTHING);
        }
        if (count == 1) {
            return form(parts.get(0));
        }
        MethodType all = MethodType.genericMethodType(count).changeReturnType(CompositeKey.class);
        MethodHandle join = findOn(CompositeKey.class, "of", all);
        MethodHandle[] forms = parts.stream().map(KeyRecipe::form).toArray(MethodHandle[]::new);
        return MethodHandles.filterArguments(join, 0, forms).asType(MethodType.genericMethodType(count));
    }

    /** From an array of the arguments handed over, and the result, to the key. */
    private static MethodHandle joining(List<KeyPart> parts) {
        MethodHandle[] forms = parts.stream().map(KeyRecipe::form).toArray(MethodHandle[]::new);
        int[] positions = parts.stream().mapToInt(KeyPart::position).toArray();
        MethodHandle join = find(
                "joinMany",
                MethodType.methodType(Object.class, MethodHandle[].class, int[].class, Object[].class, Object.class));
        return MethodHandles.insertArguments(join, 0, forms, positions);
    }

    /**
     * From the arguments handed over to the key: {@code (Object, ...)Object}, or {@code (Object[])Object} above
     * {@link #MAX_SPREAD}; of a change, the result behind them. Throws {@link UnfitKeyException}, and whatever the
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
    private static Object joinMany(
            MethodHandle[] forms, int[] positions, @Nullable Object[] arguments, @Nullable Object result)
            throws Throwable {
        Object[] parts = new Object[forms.length];
        for (int i = 0; i < parts.length; i++) {
            Object argument = positions[i] == KeyPart.RESULT ? result : arguments[positions[i]];
            parts[i] = (Object) forms[i].invokeExact(argument);
        }
        return joined(parts);
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
