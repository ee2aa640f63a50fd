package dev.tiercel.weaving;

import dev.tiercel.weaving.description.FieldDescription;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of an operand of a condition by its declared type. */
enum OperandType {
    /** A whole number that is never null. */
    NUMBER,
    /** A whole number, or null. */
    NUMBER_OR_NULL,
    /** Text, or null. */
    TEXT,
    /** True or false, and never null. */
    TRUTH,
    /** True, false or null. */
    TRUTH_OR_NULL,
    /** Null. */
    NOTHING,
    /** An object that compares with null only. */
    OTHER,
    /** None that both languages take for the same. */
    UNKNOWN;

    private static final Set<String> WHOLE = Set.of("byte", "short", "int", "long");
    private static final Set<String> BOXED =
            Set.of("java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long");

    /**
     * That of a value, or of what a path of properties leads to.
     *
     * @param absent whether there may be nothing that has the property; where not, Spring fails
     */
    static OperandType of(TypeDescription type, String path, boolean absent) {
        TypeDescription at = type;
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
            TypeDescription next = isSpecial(at) ? null : property(at, step);
            if (next == null) {
                return UNKNOWN;
            }
            at = next;
        }
        return of(at.asErasure(), absent);
    }

    private static OperandType of(TypeDescription type, boolean absent) {
        String name = type.getName();
        if (WHOLE.contains(name)) {
            return absent ? NUMBER_OR_NULL : NUMBER;
        }
        if (name.equals("boolean")) {
            return absent ? TRUTH_OR_NULL : TRUTH;
        }
        if (BOXED.contains(name)) {
            return NUMBER_OR_NULL;
        }
        return switch (name) {
            case "java.lang.String" -> TEXT;
            case "java.lang.Boolean" -> TRUTH_OR_NULL;
            case "java.util.Optional" -> UNKNOWN; // Taken out of it here, not there.
            default -> type.isPrimitive() ? UNKNOWN : OTHER;
        };
    }

    /** Ours has properties of these that Spring has not. */
    private static boolean isSpecial(TypeDescription type) {
        return type.isPrimitive()
                || type.isArray()
                || Types.isAssignableTo(type, "java.util.Collection")
                || Types.isAssignableTo(type, "java.util.Map")
                || Types.isAssignableTo(type, "java.lang.CharSequence")
                || Types.isAssignableTo(type, "java.util.Optional");
    }

    private static @Nullable TypeDescription property(TypeDescription type, String name) {
        String suffix = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        Set<String> getters = Set.of("get" + suffix, "is" + suffix);
        for (TypeDescription at = type.asErasure(); at != null; at = at.getSuperClass()) {
            for (MethodDescription each : at.getDeclaredMethods()) {
                boolean accessor = getters.contains(each.getName())
                        || (each.getName().equals(name) && at.asErasure().isRecord());
                if (accessor && each.getParameters().isEmpty() && each.isPublic()) {
                    return each.getReturnType();
                }
            }
            for (FieldDescription each : at.getDeclaredFields()) {
                if (each.getName().equals(name) && each.isPublic()) {
                    return each.getType();
                }
            }
        }
        return null;
    }

    /** True where both languages agree whether two of these are equal. */
    boolean equalsAlike(OperandType other) {
        if (this == UNKNOWN || other == UNKNOWN) {
            return false;
        }
        if (this == NOTHING || other == NOTHING) {
            return true;
        }
        return (isNumber() && other.isNumber()) || (isTruth() && other.isTruth()) || (this == TEXT && other == TEXT);
    }

    private boolean isNumber() {
        return this == NUMBER || this == NUMBER_OR_NULL;
    }

    private boolean isTruth() {
        return this == TRUTH || this == TRUTH_OR_NULL;
    }
}
