package dev.tiercel.expression;

import dev.tiercel.key.KeyPath;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of an expression: what it comes to in one call. */
interface Node {
    @Nullable
    Object value(@Nullable Object[] arguments, @Nullable Object result);

    /** Nothing is not true, so that {@code user.admin} may be asked of no user. */
    default boolean holds(@Nullable Object[] arguments, @Nullable Object result) {
        Object value = value(arguments, result);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new IllegalStateException("a " + value.getClass().getName() + " is neither true nor false");
    }

    static Node any(List<Node> nodes) {
        Node[] each = nodes.toArray(Node[]::new);
        return (arguments, result) -> {
            for (Node node : each) {
                if (node.holds(arguments, result)) {
                    return true;
                }
            }
            return false;
        };
    }

    static Node all(List<Node> nodes) {
        Node[] each = nodes.toArray(Node[]::new);
        return (arguments, result) -> {
            for (Node node : each) {
                if (!node.holds(arguments, result)) {
                    return false;
                }
            }
            return true;
        };
    }

    /** An {@code Optional} counts as what is in it. */
    static @Nullable Object content(@Nullable Object value) {
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    /** One step of a path: of text, collections, maps and arrays also their size. */
    static Node step(Node from, String name) {
        KeyPath property = KeyPath.property(name);
        return (arguments, result) -> {
            Object value = from.value(arguments, result);
            int size = value == null ? -1 : size(value);
            if (size >= 0 && (name.equals("size") || name.equals("length"))) {
                return size;
            }
            if (size >= 0 && name.equals("empty")) {
                return size == 0;
            }
            if (value instanceof Class || value instanceof ClassLoader) {
                throw new IllegalStateException("there is no way into a class");
            }
            return content(property.read(value));
        };
    }

    private static int size(Object value) {
        if (value instanceof CharSequence text) {
            return text.length();
        }
        if (value instanceof Collection<?> collection) {
            return collection.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        return value.getClass().isArray() ? Array.getLength(value) : -1;
    }
}
