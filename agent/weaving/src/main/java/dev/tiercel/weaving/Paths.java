package dev.tiercel.weaving;

import java.util.List;
import java.util.Locale;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;

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

    /** True where the type, or what it extends, has a component, getter or field of that name. */
    static boolean has(TypeDescription type, String step) {
        String suffix = step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1);
        List<String> getters = List.of(step, "get" + suffix, "is" + suffix);
        for (TypeDefinition at = type; at != null; at = at.getSuperClass()) {
            boolean method = at.getDeclaredMethods().stream()
                    .anyMatch(each -> each.getParameters().isEmpty() && getters.contains(each.getName()));
            boolean field = at.getDeclaredFields().stream()
                    .anyMatch(each -> each.getName().equals(step));
            if (method || field) {
                return true;
            }
        }
        return false;
    }
}
