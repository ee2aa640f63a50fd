package dev.tiercel.weaving;

import dev.tiercel.weaving.description.TypeDescription;
import java.util.List;
import java.util.Locale;

/**
 * Paths from a value to a part of it, checked as far as class files tell: the first step where the declared type must
 * have it; the rest is seen when a value is there.
 */
final class Paths {
    private Paths() {}

    /**
     * Refuses what is no path, or leads nowhere.
     *
     * @param attribute where it stands, for the line that refuses it
     * @param from what it starts at
     */
    static void check(String attribute, String path, TypeDescription from) throws UnfitMethodException {
        String said = attribute + " = \"" + path + "\"";
        if (path.isEmpty() || path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
            throw new UnfitMethodException(said + " is no path; write names separated by dots");
        }
        String step = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        boolean seenLater = from.represents(Object.class) || from.isInterface() || from.isAbstract();
        if (!seenLater && !has(from, step)) {
            throw new UnfitMethodException(
                    said + ": " + from.getActualName() + " has no component, getter or field named " + step);
        }
    }

    /** True where the type has such a step, as the engine looks for it: not among what every object has. */
    static boolean has(TypeDescription type, String step) {
        String suffix = step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1);
        List<String> getters = List.of(step, "get" + suffix, "is" + suffix);
        if (type.represents(Object.class)) {
            return false;
        }
        boolean method = type.getDeclaredMethods().stream()
                .anyMatch(each -> getters.contains(each.getName())
                        && each.getParameters().isEmpty()
                        && !each.isStatic()
                        && !each.getReturnType().represents(void.class));
        boolean field = type.getDeclaredFields().stream()
                .anyMatch(each -> each.getName().equals(step) && !each.isStatic());
        TypeDescription superclass = type.getSuperClass();
        return method
                || field
                || (superclass != null && has(superclass, step))
                || type.getInterfaces().stream().anyMatch(each -> has(each, step));
    }
}
