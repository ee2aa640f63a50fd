package dev.tiercel.weaving;

import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;

/**
 * Generated classes that stand before a bean and pass calls on to it. The bean's own method is woven; were theirs too, a
 * cached answer would come before whatever else the framework does around the bean: checks of permissions among it.
 */
final class StandIns {
    private static final String SPRING_PROXY = "org.springframework.aop.SpringProxy";
    private static final String SPRING_REPOSITORY = "org.springframework.data.repository.Repository";
    private static final String MICRONAUT_ENDING = "$Intercepted";

    private StandIns() {}

    /** True where the woven class is one, and what it stands for has the method's body. */
    static boolean isOneFor(AnnotatedMethod annotated) {
        TypeDescription type = annotated.method().getDeclaringType().asErasure();
        if (Types.isAssignableTo(type, SPRING_PROXY)) {
            // Behind a repository's proxy there is no body that could be woven.
            return !Types.isAssignableTo(type, SPRING_REPOSITORY);
        }
        return type.getName().endsWith(MICRONAUT_ENDING) && overridesBody(type, annotated.method());
    }

    private static boolean overridesBody(TypeDescription type, MethodDescription method) {
        for (TypeDescription at = type.getSuperClass(); at != null; at = at.getSuperClass()) {
            for (MethodDescription inherited : at.asErasure().getDeclaredMethods()) {
                if (!inherited.isAbstract()
                        && inherited.getName().equals(method.getName())
                        && inherited.getDescriptor().equals(method.getDescriptor())) {
                    return true;
                }
            }
        }
        return false;
    }
}
