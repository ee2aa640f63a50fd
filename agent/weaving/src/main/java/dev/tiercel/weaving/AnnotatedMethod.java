package dev.tiercel.weaving;

import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.ParameterDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method with a body of which a dialect speaks.
 *
 * @param method the method, in the class that is to be woven
 * @param declaration what it speaks of: the method itself, or an abstract method that it implements, with type
 *     variables replaced by what they are in the woven class
 * @param owner the type whose method it is for the user: as a rule the one that declares the declaration
 * @param dialect which speaks of it
 * @param loader of the woven class
 */
record AnnotatedMethod(
        MethodDescription method,
        MethodDescription declaration,
        TypeDescription owner,
        Dialect dialect,
        ClassLoader loader) {

    /** One whose declaration is where the user wrote of it. */
    AnnotatedMethod(MethodDescription method, MethodDescription declaration, Dialect dialect, ClassLoader loader) {
        this(method, declaration, declaration.getDeclaringType().asErasure(), dialect, loader);
    }

    /** What the dialect says of it; null: nothing. */
    @Nullable
    WovenMethod read() throws UnfitMethodException {
        return dialect.read(this);
    }

    /** {@code ClassName.method} of the owner: what a user wrote, not what a framework generated. */
    String name() {
        return simpleName(owner.getName()) + "." + declaration.getName();
    }

    /**
     * The names of its parameters, from the declaration's class file or else from that of the method; null where both
     * were compiled without them.
     */
    List<@Nullable String> parameterNames() {
        List<@Nullable String> names = new ArrayList<>();
        for (ParameterDescription declared : declaration.getParameters()) {
            String name = declared.getName();
            names.add(
                    name == null
                            ? method.getParameters().get(declared.getIndex()).getName()
                            : name);
        }
        return names;
    }

    /** A class without a name of its own is told by the one around it: {@code Level$1}. */
    private static String simpleName(String className) {
        int start = className.lastIndexOf('.') + 1;
        for (int i = className.length() - 2; i >= start; i--) {
            if (className.charAt(i) == '$' && !Character.isDigit(className.charAt(i + 1))) {
                return className.substring(i + 1);
            }
        }
        return className.substring(start);
    }
}
