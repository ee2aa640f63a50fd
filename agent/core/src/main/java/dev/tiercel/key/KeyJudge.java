package dev.tiercel.key;

import dev.tiercel.key.KeyPart.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges declared types as parts of keys. There is one judge, for the weaving, which sees descriptions, and for the
 * engine, which sees classes: where they differed, two methods of one cache would have two keys for the same arguments.
 */
public final class KeyJudge {
    /** Types that are keys as they stand. Floating point numbers compare by {@code equals}: NaN is NaN, 0.0 is not -0.0. */
    private static final Set<String> EXACT = Set.of(
            "java.lang.String",
            "java.lang.Long",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.lang.Double",
            "java.lang.Float",
            "java.util.UUID",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.net.URI",
            "java.util.Locale",
            "java.util.Currency");

    private static final Set<String> NARROW = Set.of("java.lang.Integer", "java.lang.Short", "java.lang.Byte");

    /** Of the packages of time, what anybody may extend, with or without value equality. */
    private static final Set<String> OPEN = Set.of(
            "java.time.Clock",
            "java.time.InstantSource",
            "java.time.chrono.AbstractChronology",
            "java.time.chrono.ChronoLocalDate",
            "java.time.chrono.ChronoLocalDateTime",
            "java.time.chrono.ChronoPeriod",
            "java.time.chrono.ChronoZonedDateTime",
            "java.time.chrono.Chronology",
            "java.time.chrono.Era");

    private static final List<String> COLLECTIONS =
            List.of("java.util.List", "java.util.Set", "java.util.Map", "java.util.Optional");

    /** Copied, or put in another form. */
    private static final Set<String> CONVERTED = Set.of(
            "java.lang.Object",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.OptionalDouble",
            "java.util.Date",
            "java.sql.Date",
            "java.sql.Time",
            "java.sql.Timestamp");

    /** There are type variables without end: {@code T extends List<T>}. */
    private static final int MAX_DEPTH = 32;

    /** Of the records met. */
    private final Map<String, Optional<Kind>> records = new HashMap<>();

    private KeyJudge() {}

    /** What is known of a part of this declared type; null: no value of it can be a key. */
    public static @Nullable Kind judge(KeyShape type) {
        return new KeyJudge().kind(type, 0);
    }

    private @Nullable Kind kind(KeyShape type, int depth) {
        if (depth > MAX_DEPTH) {
            return Kind.DYNAMIC;
        }
        String name = boxed(type.name());
        if (NARROW.contains(name)) {
            return Kind.NARROW;
        }
        if (isExact(name) || type.isEnum()) {
            return Kind.EXACT;
        }
        if (type.isRecord()) {
            Optional<Kind> known = records.get(name);
            if (known == null) {
                records.put(name, Optional.of(Kind.DYNAMIC));
                known = Optional.ofNullable(ofRecord(type, depth));
                records.put(name, known);
            }
            return known.orElse(null);
        }
        KeyShape element = type.element();
        if (element != null) {
            return dynamic(kind(element, depth + 1) != null);
        }
        if (COLLECTIONS.stream().anyMatch(type::isA)) {
            return dynamic(type.arguments().stream().allMatch(part -> kind(part, depth + 1) != null));
        }
        return dynamic(type.isAbstract() || CONVERTED.contains(name));
    }

    private static @Nullable Kind dynamic(boolean fit) {
        return fit ? Kind.DYNAMIC : null;
    }

    /**
     * A record of what cannot change is a key as it stands. Any other is seen at each call: one that holds an interface,
     * or its own type, however far inside: that may be a chain without end.
     *
     * <p>A key of one with an {@code equals} of its own would compare otherwise than its text in the shared tier, which
     * is made of the components. Only where it holds an array the reason is known: to compare what is in it, as we do.
     */
    private @Nullable Kind ofRecord(KeyShape type, int depth) {
        boolean exact = !type.hasOwnEquals();
        boolean array = false;
        for (KeyShape component : type.components()) {
            Kind kind = kind(component, depth + 1);
            if (kind == null) {
                return null;
            }
            exact &= kind != Kind.DYNAMIC;
            array |= component.element() != null;
        }
        if (type.hasOwnEquals() && !array) {
            return null;
        }
        return exact ? Kind.EXACT : Kind.DYNAMIC;
    }

    /** True for the name of a class whose instances are keys as they stand. */
    private static boolean isExact(String name) {
        return EXACT.contains(name) || isTime(name);
    }

    /** Dates, times and zones. A formatter lives in a package below, and is equal to itself only; so is a clock. */
    private static boolean isTime(String name) {
        return (isIn("java.time.", name) || isIn("java.time.chrono.", name)) && !OPEN.contains(name);
    }

    private static boolean isIn(String start, String name) {
        return name.startsWith(start) && name.indexOf('.', start.length()) < 0 && name.indexOf('$') < 0;
    }

    private static String boxed(String name) {
        return switch (name) {
            case "long" -> "java.lang.Long";
            case "int" -> "java.lang.Integer";
            case "short" -> "java.lang.Short";
            case "byte" -> "java.lang.Byte";
            case "char" -> "java.lang.Character";
            case "boolean" -> "java.lang.Boolean";
            case "double" -> "java.lang.Double";
            case "float" -> "java.lang.Float";
            default -> name;
        };
    }
}
