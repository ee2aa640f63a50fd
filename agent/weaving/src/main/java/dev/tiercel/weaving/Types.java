package dev.tiercel.weaving;

import dev.tiercel.weaving.description.TypeDescription;

/** Questions about types, answered from class files. */
final class Types {
    private Types() {}

    /** A type variable or wildcard is its bound; anything else is itself. */
    static TypeDescription bound(TypeDescription type) {
        return type.isOpen() ? bound(type.getBound()) : type;
    }

    /** By name, over everything the type extends and implements; a type variable is its bound. */
    static boolean isAssignableTo(TypeDescription type, String className) {
        TypeDescription erased = type.asErasure();
        if (erased.getName().equals(className)) {
            return true;
        }
        for (TypeDescription each : erased.getInterfaces()) {
            if (isAssignableTo(each, className)) {
                return true;
            }
        }
        TypeDescription superclass = erased.getSuperClass();
        return superclass != null && isAssignableTo(superclass, className);
    }
}
