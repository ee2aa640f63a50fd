package dev.tiercel.key;

import dev.tiercel.key.KeyPart.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of key parts: whole numbers are {@code Long}, what can be changed is copied, null is a marker.
 * Equal parts have equal canonical forms, and nobody can change those afterwards.
 */
final class Keys {
    /** Stands for null. */
    static final Object NULL = Marker.NULL;

    /** The key of a method without parameters. */
    static final Object NOTHING = Marker.NOTHING;

    private static final Kind[] ALL_KINDS = Kind.values();

    private static final int UNFIT = -1;

    /** By their numbers: what a class of the JDK held of ours, would keep our class loader after we left. */
    private static final ClassValue<Integer> KINDS = new ClassValue<>() {
        @Override
        @SuppressWarnings("EnumOrdinal") // of this process alone
        protected Integer computeValue(Class<?> type) {
            // The class of a constant with a body is not declared as an enum.
            Kind kind = Enum.class.isAssignableFrom(type) ? Kind.EXACT : KeyJudge.judge(new LoadedShape(type));
            return kind == null ? UNFIT : kind.ordinal();
        }
    };

    private Keys() {}

    /**
     * The canonical form of any key part.
     *
     * @throws UnfitKeyException its type has no value equality, or it is too large
     */
    static Object canonical(@Nullable Object part) {
        if (part == null) {
            return NULL;
        }
        if (part instanceof String || part instanceof Long) {
            // What most keys are.
            return part;
        }
        Kind kind = kind(part);
        return kind == Kind.DYNAMIC ? new KeyCopy().of(part) : simple(part, kind);
    }

    /** @throws UnfitKeyException its type has no value equality */
    static Kind kind(Object part) {
        int kind = KINDS.get(part.getClass());
        if (kind == UNFIT) {
            throw new UnfitKeyException(part.getClass());
        }
        return ALL_KINDS[kind];
    }

    /** Of one that needs no copy. */
    static Object simple(Object part, Kind kind) {
        return kind == Kind.NARROW ? (Object) ((Number) part).longValue() : part;
    }

    private enum Marker {
        NULL,
        NOTHING
    }
}
