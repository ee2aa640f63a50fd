package dev.tiercel.weaving;

import dev.tiercel.weaving.description.FieldDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether values of a declared type can be shared by all callers, because nobody can change them. Judged by class files;
 * where one is not to be had, the answer is no. A type that holds its own kind is taken to be fine while it is walked
 * through: only what it holds besides can make it unfit.
 */
final class Immutability {
    private static final Set<String> VALUES = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Character",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.net.URI",
            "java.util.Currency",
            "java.util.Locale",
            "java.util.OptionalDouble",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.UUID");

    /** Clocks are in that package too; the other classes in it are values. */
    private static final String TIME = "java.time.";

    private static final Set<String> CLOCKS = Set.of("java.time.Clock", "java.time.InstantSource");

    private static final String OPTIONAL = "java.util.Optional";

    /** Of these the cache keeps copies that nobody can change, to any depth. */
    private static final Set<String> CONTAINERS = Set.of(
            "java.lang.Iterable", "java.util.Collection", "java.util.List", "java.util.Set", "java.util.Map", OPTIONAL);

    private final Set<String> around = new HashSet<>();

    private Immutability() {}

    /**
     * True where no value of the type can be changed, or where it is a list, set, map or optional of such values.
     *
     * @param type as declared, type variables resolved
     */
    static boolean isShareable(TypeDescription type) {
        try {
            TypeDescription most = Types.bound(type);
            if (!CONTAINERS.contains(most.asErasure().getName())) {
                return new Immutability().isImmutable(most);
            }
            // Who knows what is in a raw list.
            return most.isParameterized() && most.getTypeArguments().stream().allMatch(Immutability::isShareable);
        } catch (RuntimeException unresolved) {
            return false;
        }
    }

    private boolean isImmutable(TypeDescription declared) {
        TypeDescription type = Types.bound(declared);
        TypeDescription erased = type.asErasure();
        String name = erased.getName();
        if (erased.isPrimitive() || erased.isEnum() || VALUES.contains(name) || isTime(name)) {
            return true;
        }
        if (name.equals(OPTIONAL)) {
            return type.isParameterized() && isImmutable(type.getTypeArguments().get(0));
        }
        if (erased.isArray() || name.startsWith("java.")) {
            return false;
        }
        if (!around.add(type.toString())) {
            return true;
        }
        if (erased.isSealed()) {
            return erased.getPermittedSubtypes().stream().allMatch(permitted -> isImmutable(permitted))
                    && (erased.isAbstract() || hasFinalFields(type));
        }
        return erased.isRecord() ? hasImmutableComponents(type) : erased.isFinal() && hasFinalFields(type);
    }

    private static boolean isTime(String name) {
        return name.startsWith(TIME) && name.indexOf('.', TIME.length()) < 0 && !CLOCKS.contains(name);
    }

    private boolean hasImmutableComponents(TypeDescription record) {
        for (FieldDescription component : record.getRecordComponents()) {
            if (!isImmutable(component.getType())) {
                return false;
            }
        }
        return true;
    }

    /** Its own and those of its superclasses. */
    private boolean hasFinalFields(TypeDescription type) {
        for (TypeDescription at = type; at != null && !at.represents(Object.class); at = at.getSuperClass()) {
            for (FieldDescription field : at.getDeclaredFields()) {
                if (!field.isStatic() && !(field.isFinal() && isImmutable(field.getType()))) {
                    return false;
                }
            }
        }
        return true;
    }
}
