package dev.tiercel.weaving;

import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import dev.tiercel.weaving.description.TypePools;

/** Classes of the tests, as their files describe them. */
final class Described {
    private Described() {}

    static TypeDescription type(Class<?> type) {
        return new TypePools().of(type.getClassLoader()).describe(type.getName());
    }

    /** The only method of that name. */
    static MethodDescription method(Class<?> type, String name) {
        var found = type(type).getDeclaredMethods().stream()
                .filter(each -> each.getName().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(type + " has " + found);
        }
        return found.get(0);
    }
}
