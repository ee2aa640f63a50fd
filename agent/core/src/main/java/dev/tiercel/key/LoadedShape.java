package dev.tiercel.key;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loaded class, without its type arguments: they decide of refusals only, which the values decide better. */
record LoadedShape(Class<?> type) implements KeyShape {
    @Override
    public String name() {
        return type.getName();
    }

    @Override
    public boolean isEnum() {
        return type.isEnum();
    }

    @Override
    public boolean isRecord() {
        return type.isRecord();
    }

    @Override
    public boolean hasOwnEquals() {
        try {
            return !Modifier.isFinal(type.getMethod("equals", Object.class).getModifiers());
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean isAbstract() {
        return Modifier.isAbstract(type.getModifiers()) && !type.isPrimitive();
    }

    @Override
    public boolean isA(String className) {
        return isA(type, className);
    }

    private static boolean isA(@Nullable Class<?> type, String className) {
        return type != null
                && (type.getName().equals(className)
                        || isA(type.getSuperclass(), className)
                        || Arrays.stream(type.getInterfaces()).anyMatch(each -> isA(each, className)));
    }

    @Override
    public @Nullable KeyShape element() {
        Class<?> element = type.getComponentType();
        return element == null ? null : new LoadedShape(element);
    }

    @Override
    public List<LoadedShape> components() {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> new LoadedShape(component.getType()))
                .toList();
    }

    @Override
    public List<LoadedShape> arguments() {
        return List.of();
    }
}
