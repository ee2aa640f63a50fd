package dev.tiercel.weaving.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the signature of a class, method or field: its types with their arguments. The grammar is that of section 4.7.9.1
 * of the specification of the Java virtual machine. Of one thread.
 */
final class Signature {
    /** What type variables are. */
    interface Scope {
        /** Null: none of that name is known. */
        @Nullable
        TypeDescription variable(String name);
    }

    private final TypePool pool;
    private final Scope scope;
    private final String text;
    private int at;

    Signature(TypePool pool, Scope scope, String text) {
        this.pool = pool;
        this.scope = scope;
        this.text = text;
    }

    /** The type variables that a signature declares, each with its bounds, in order. */
    static Map<String, String> variables(@Nullable String text) {
        if (text == null || text.charAt(0) != '<') {
            return Map.of();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        int at = 1;
        while (text.charAt(at) != '>') {
            int bounds = text.indexOf(':', at);
            int end = bounds;
            while (text.charAt(end) == ':') {
                end = text.charAt(end + 1) == ':' ? end + 1 : afterType(text, end + 1);
            }
            variables.put(text.substring(at, bounds), text.substring(bounds, end));
            at = end;
        }
        return variables;
    }

    /** Passes over the variables that it declares. */
    Signature afterVariables() {
        if (text.charAt(0) == '<') {
            at = afterArguments(text, 0);
        }
        return this;
    }

    private static int afterArguments(String text, int open) {
        int depth = 0;
        int at = open;
        do {
            char each = text.charAt(at++);
            depth += each == '<' ? 1 : each == '>' ? -1 : 0;
        } while (depth > 0);
        return at;
    }

    private static int afterType(String text, int start) {
        int at = start;
        while (text.charAt(at) == '[') {
            at++;
        }
        if (text.charAt(at) != 'L' && text.charAt(at) != 'T') {
            return at + 1;
        }
        while (text.charAt(at) != ';') {
            at = text.charAt(at) == '<' ? afterArguments(text, at) : at + 1;
        }
        return at + 1;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    /** True where that comes next, which is passed over. */
    boolean comes(char expected) {
        boolean comes = at < text.length() && text.charAt(at) == expected;
        at += comes ? 1 : 0;
        return comes;
    }

    /** The bounds of a type variable: one at least. */
    static List<TypeDescription> bounds(TypePool pool, Scope scope, String text) {
        Signature bounds = new Signature(pool, scope, text);
        List<TypeDescription> types = new ArrayList<>();
        while (bounds.comes(':')) {
            if (!bounds.isAtEnd() && text.charAt(bounds.at) != ':') {
                types.add(bounds.type());
            }
        }
        return types.isEmpty() ? List.of(TypeDescription.OBJECT) : types;
    }

    /**
     * The type that comes next.
     *
     * @param erased what it is where it is a variable that is not known
     */
    TypeDescription type(TypeDescription erased) {
        if (text.charAt(at) == 'T' && scope.variable(text.substring(at + 1, text.indexOf(';', at))) == null) {
            at = text.indexOf(';', at) + 1;
            return erased;
        }
        return type();
    }

    /** The type that comes next. A variable that is not known is {@code Object}. */
    TypeDescription type() {
        char first = text.charAt(at++);
        switch (first) {
            case 'T' -> {
                int end = text.indexOf(';', at);
                TypeDescription known = scope.variable(text.substring(at, end));
                at = end + 1;
                return known == null ? TypeDescription.OBJECT : known;
            }
            case '[' -> {
                return TypeDescription.array(pool, type());
            }
            case 'L' -> {
                return classType();
            }
            default -> {
                return pool.ofDescriptor(String.valueOf(first));
            }
        }
    }

    private TypeDescription classType() {
        StringBuilder name = new StringBuilder();
        TypeDescription owner = null;
        while (true) {
            char next = text.charAt(at++);
            if (next != '<' && next != ';' && next != '.') {
                name.append(next == '/' ? '.' : next);
                continue;
            }
            List<TypeDescription> arguments = next == '<' ? arguments() : List.of();
            char end = next == '<' ? text.charAt(at++) : next;
            TypeDescription type = owner == null && arguments.isEmpty()
                    ? pool.describe(name.toString())
                    : TypeDescription.parameterized(pool, name.toString(), arguments, owner);
            if (end == ';') {
                return type;
            }
            owner = owner == null && arguments.isEmpty() ? null : type;
            name.append('$');
        }
    }

    private List<TypeDescription> arguments() {
        List<TypeDescription> arguments = new ArrayList<>();
        while (!comes('>')) {
            if (comes('*')) {
                arguments.add(TypeDescription.wildcard(pool, "?", TypeDescription.OBJECT));
            } else if (comes('+')) {
                TypeDescription bound = type();
                String text = bound.represents(Object.class) ? "?" : "? extends " + bound;
                arguments.add(TypeDescription.wildcard(pool, text, bound));
            } else if (comes('-')) {
                arguments.add(TypeDescription.wildcard(pool, "? super " + type(), TypeDescription.OBJECT));
            } else {
                arguments.add(type());
            }
        }
        return arguments;
    }
}
