package dev.tiercel.weaving;

import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;

/** Questions about types, answered from class files. */
final class Types {
    private Types() {}

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
