package dev.tiercel.weaving;

import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.key.Keys;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.RecordComponentDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;

/** Judges a key parameter by its declared type, before any value is seen. */
final class KeyTypes {
    private static final List<String> COLLECTIONS =
            List.of("java.util.List", "java.util.Set", "java.util.Map", "java.util.Optional");

    private KeyTypes() {}

    /**
     * @param position where the parameter is among the arguments handed over
     * @param path as in {@code @CacheKey}; empty: the parameter itself
     */
    static KeyPart part(ParameterDescription parameter, int position, String path) throws UnfitMethodException {
        TypeDescription type = parameter.getType().asErasure();
        if (!path.isEmpty()) {
            checkPath(parameter, type, path);
            return new KeyPart(Kind.DYNAMIC, position, path);
        }
        TypeDescription boxed = type.isPrimitive() ? type.asBoxed() : type;
        if (Keys.isNarrow(boxed.getName())) {
            return KeyPart.of(Kind.NARROW, position);
        }
        if (Keys.isExact(boxed.getName()) || type.isEnum() || isValueRecord(type, Set.of())) {
            return KeyPart.of(Kind.EXACT, position);
        }
        boolean seenLater = type.isInterface() || type.isAbstract() || type.represents(Object.class);
        boolean collection = COLLECTIONS.stream().anyMatch(known -> Types.isAssignableTo(type, known));
        if (!type.isArray() && (seenLater || collection)) {
            return KeyPart.of(Kind.DYNAMIC, position);
        }
        throw new UnfitMethodException(
                "its key parameter " + (parameter.getIndex() + 1) + " is a " + type.getActualName()
                        + ", which has no value equality; mark the parameters that form the key by @CacheKey, or name a part of"
                        + " this one by @CacheKey(\"...\")");
    }

    /** As the engine judges it at run time: a record that holds its own type may be a chain without end. */
    private static boolean isValueRecord(TypeDescription type, Set<TypeDescription> around) {
        if (!type.isRecord() || around.contains(type)) {
            return false;
        }
        Set<TypeDescription> inside = new HashSet<>(around);
        inside.add(type);
        for (RecordComponentDescription component : type.getRecordComponents()) {
            TypeDescription part = component.getType().asErasure();
            String name = part.isPrimitive() ? part.asBoxed().getName() : part.getName();
            boolean value = Keys.isExact(name) || Keys.isNarrow(name) || part.isEnum();
            if (!value && !isValueRecord(part, inside)) {
                return false;
            }
        }
        return true;
    }

    /** The first step of a path is looked for where the declared type can have it; the rest is seen at the first call. */
    private static void checkPath(ParameterDescription parameter, TypeDescription type, String path)
            throws UnfitMethodException {
        String step = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        if (step.isEmpty() || path.endsWith(".") || path.contains("..")) {
            throw new UnfitMethodException("@CacheKey(\"" + path + "\") is no path; write names separated by dots");
        }
        if (!type.represents(Object.class) && !type.isInterface() && !has(type, step)) {
            throw new UnfitMethodException("@CacheKey(\"" + path + "\") on parameter " + (parameter.getIndex() + 1)
                    + ": " + type.getActualName() + " has no component, getter or field named " + step);
        }
    }

    private static boolean has(TypeDescription type, String step) {
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
