package dev.tiercel.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;

/** Which classes of an application can be taken apart into their fields and put together again. */
final class SchemaRules {
    private SchemaRules() {}

    /** @throws Inexact where it cannot be done, whatever the value */
    static void check(Class<?> type) {
        String name = type.getName();
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new Inexact(name + " is an interface or abstract, which says too little of what a value holds");
        }
        checkShape(type);
        if (type.isHidden()) {
            throw new Inexact(name + " is a hidden class");
        }
        Set<String> names = new HashSet<>();
        for (Class<?> at = type; at != null && at != Object.class && at != Record.class; at = at.getSuperclass()) {
            if (Classes.isOfTheJdk(at)) {
                throw new Inexact(name + " extends " + at.getName() + ", whose state is closed");
            }
            Schema.stateOf(at).forEach(field -> check(type, field, names));
        }
    }

    /** As {@link #check}, of a type whose values are of other classes, which are checked on their own. */
    static void checkSealed(Class<?> type) {
        checkShape(type);
    }

    private static void checkShape(Class<?> type) {
        if (Classes.isOfTheJdk(type)) {
            throw new Inexact(type.getName() + " is not among the types of the JDK that can be taken apart");
        }
        if (Classes.hasForeignShape(type)) {
            throw new Inexact(type.getName() + " is a collection, map or text of its own kind");
        }
    }

    private static void check(Class<?> type, Field field, Set<String> names) {
        if (field.isSynthetic()) {
            throw new Inexact(type.getName() + " is an inner class and holds the object around it");
        }
        if (!names.add(field.getName())) {
            throw new Inexact(type.getName() + " and its super class both have a field " + field.getName());
        }
        if (!field.trySetAccessible()) {
            throw new Inexact(type.getName() + " is in a module that does not open it to reflection");
        }
    }
}
