package dev.tiercel.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Date;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/** Whether nobody can change a value of a type, as far as its classes tell: such a value needs no copy. */
final class Immutability {
    /** Of the JDK, and not among what can be encoded. */
    private static final Set<Class<?>> MORE =
            Set.of(Locale.class, Pattern.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private final TypeFactory types;
    private final Set<String> seen = new HashSet<>();

    private Immutability(TypeFactory types) {
        this.types = types;
    }

    /** Of values whose class is exactly the raw class of the type, or permitted by it. */
    static boolean of(JavaType type, TypeFactory types) {
        return new Immutability(types).holds(type, true);
    }

    /** A type that holds itself is as good as the rest of it. */
    private boolean holds(JavaType type, boolean exact) {
        Class<?> raw = type.getRawClass();
        if (isLeaf(raw) || !seen.add(type.toCanonical())) {
            return true;
        }
        if (raw == Optional.class) {
            return holds(type.containedTypeOrUnknown(0), false);
        }
        if (Classes.isOfTheJdk(raw)) {
            return false;
        }
        if (SealedTypes.is(raw)) {
            return SealedTypes.of(type, types).stream().allMatch(each -> holds(each.type(), false));
        }
        boolean closed = exact ? !Modifier.isAbstract(raw.getModifiers()) : Modifier.isFinal(raw.getModifiers());
        return closed && !type.isArrayType() && fieldsHold(type);
    }

    static boolean isLeaf(Class<?> raw) {
        return raw.isPrimitive()
                || raw.isEnum()
                || (Schema.SCALARS.contains(raw) && raw != Date.class)
                || MORE.contains(raw);
    }

    private boolean fieldsHold(JavaType type) {
        for (JavaType at = type; at != null && !at.isJavaLangObject(); at = at.getSuperClass()) {
            Class<?> raw = at.getRawClass();
            if (Classes.isOfTheJdk(raw)) {
                return raw == Record.class;
            }
            for (Field field : raw.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && (!Modifier.isFinal(field.getModifiers())
                                || !holds(types.resolveMemberType(field.getGenericType(), at.getBindings()), false))) {
                    return false;
                }
            }
        }
        return true;
    }
}
