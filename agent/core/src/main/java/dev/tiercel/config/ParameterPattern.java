package dev.tiercel.config;

import java.util.List;

/**
 * The parameter types that a rule names. Immutable.
 *
 * @param types the type of each, as the user wrote it; {@code *} stands for any one, {@code ..} for any number of any
 */
public record ParameterPattern(List<String> types) {
    /** Any number of any type. */
    public static final String REST = "..";

    private static final String ONE = "*";

    public ParameterPattern {
        types = List.copyOf(types);
    }

    /**
     * True for a method with these parameter types.
     *
     * @param erased their names as a source writes them: {@code long}, {@code java.lang.String[]},
     *     {@code java.util.Map$Entry}
     */
    public boolean matches(List<String> erased) {
        return matches(0, erased, 0);
    }

    private boolean matches(int from, List<String> erased, int at) {
        if (from == types.size()) {
            return at == erased.size();
        }
        String type = types.get(from);
        if (type.equals(REST)) {
            return matches(from + 1, erased, at) || (at < erased.size() && matches(from, erased, at + 1));
        }
        return at < erased.size() && isOf(type, erased.get(at)) && matches(from + 1, erased, at + 1);
    }

    private static boolean isOf(String type, String erased) {
        return type.equals(ONE)
                || type.equals(erased)
                || (type.indexOf('.') < 0 && erased.equals("java.lang." + type))
                || (erased.indexOf('$') >= 0 && type.equals(erased.replace('$', '.')));
    }

    /** {@code (long, ..)} */
    @Override
    public String toString() {
        return "(" + String.join(", ", types) + ")";
    }
}
