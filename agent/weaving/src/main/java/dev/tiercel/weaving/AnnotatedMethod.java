package dev.tiercel.weaving;

import net.bytebuddy.description.method.MethodDescription;

/**
 * A method with a body of which a dialect speaks.
 *
 * @param method the method, in the class that is to be woven
 * @param declaration what it speaks of: the method itself, or an abstract method that it implements, with type
 *     variables replaced by what they are in the woven class
 * @param dialect which speaks of it
 * @param loader of the woven class
 */
record AnnotatedMethod(
        MethodDescription.InDefinedShape method, MethodDescription declaration, Dialect dialect, ClassLoader loader) {

    /** What the dialect says of it. */
    WovenMethod read() throws UnfitMethodException {
        return dialect.read(this);
    }

    /** {@code ClassName.method} of the declaration: what a user wrote, not what a framework generated. */
    String name() {
        return simpleName(declaration.getDeclaringType().asErasure().getName()) + "." + declaration.getName();
    }

    private static String simpleName(String className) {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
    }
}
