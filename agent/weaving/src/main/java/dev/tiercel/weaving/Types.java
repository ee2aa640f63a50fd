package dev.tiercel.weaving;

import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;

/** Questions about types, answered from class files. */
final class Types {
    private Types() {}

    /** A type variable or wildcard is its bound; anything else is itself. */
    static TypeDescription.Generic bound(TypeDescription.Generic type) {
        boolean open = type.getSort().isWildcard() || type.getSort().isTypeVariable();
        return open ? bound(type.getUpperBounds().get(0)) : type;
    }

    /** By name, over everything the type extends and implements; a type variable is its bound. */
    static boolean isAssignableTo(TypeDefinition type, String className) {
        TypeDescription erased = type.asErasure();
        if (erased.getName().equals(className)) {
            return true;
        }
        for (TypeDefinition each : erased.getInterfaces()) {
            if (isAssignableTo(each, className)) {
                return true;
            }
        }
        TypeDefinition superclass = erased.getSuperClass();
        return superclass != null && isAssignableTo(superclass, className);
    }
}
