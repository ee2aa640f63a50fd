package dev.tiercel.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * How values compare: numbers by value, whatever their types; an enum's constant as its name beside a text; nothing
 * equals nothing only, and is neither less nor more than anything.
 */
enum Comparison {
    EQUAL("=="),
    UNEQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    LESS("<"),
    MORE(">");

    final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    boolean isOrder() {
        return this != EQUAL && this != UNEQUAL;
    }

    boolean holds(@Nullable Object a, @Nullable Object b) {
        if (!isOrder()) {
            return equal(a, b) == (this == EQUAL);
        }
        if (a == null || b == null || isNoNumber(a) || isNoNumber(b)) {
            return false;
        }
        int order = order(a, b);
        return switch (this) {
            case LESS -> order < 0;
            case MORE -> order > 0;
            case AT_MOST -> order <= 0;
            default -> order >= 0;
        };
    }

    private static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b;
        }
        if (a instanceof Number one && b instanceof Number other) {
            return !isNoNumber(a) && !isNoNumber(b) && order(one, other) == 0;
        }
        if (a instanceof Enum<?> && b instanceof Enum<?>) {
            return a == b;
        }
        String text = text(a);
        String otherText = text(b);
        if (text != null && otherText != null) {
            return text.equals(otherText);
        }
        if (isPlain(a) != isPlain(b) || (isPlain(a) && a.getClass() != b.getClass())) {
            throw unfit(a, b);
        }
        return a.equals(b);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // of one class, which compares to itself
    private static int order(Object a, Object b) {
        if (a instanceof Number one && b instanceof Number other) {
            return order(one, other);
        }
        boolean enums = a instanceof Enum<?> || b instanceof Enum<?>;
        String text = text(a);
        String otherText = text(b);
        if (!enums && text != null && otherText != null) {
            return text.compareTo(otherText);
        }
        if (!(a instanceof Boolean) && a instanceof Comparable one && typeOf(a) == typeOf(b)) {
            return one.compareTo(b);
        }
        throw unfit(a, b);
    }

    private static int order(Number a, Number b) {
        if (isWhole(a) && isWhole(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        if (isInfinite(a) || isInfinite(b)) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        return decimal(a).compareTo(decimal(b));
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        // As it is written, so that 0.1 equals 0.1.
        return isFloating(number) ? new BigDecimal(number.toString()) : BigDecimal.valueOf(number.longValue());
    }

    private static boolean isWhole(Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte;
    }

    private static boolean isFloating(Number number) {
        return number instanceof Double || number instanceof Float;
    }

    private static boolean isInfinite(Number number) {
        return isFloating(number) && Double.isInfinite(number.doubleValue());
    }

    private static boolean isNoNumber(Object value) {
        return value instanceof Number number && isFloating(number) && Double.isNaN(number.doubleValue());
    }

    private static @Nullable String text(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof CharSequence || value instanceof Character ? value.toString() : null;
    }

    private static boolean isPlain(Object value) {
        return value instanceof Number || value instanceof Boolean || text(value) != null;
    }

    private static Class<?> typeOf(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    private static IllegalStateException unfit(Object a, Object b) {
        return new IllegalStateException(
                "a " + typeOf(a).getName() + " and a " + typeOf(b).getName() + " do not compare");
    }
}
