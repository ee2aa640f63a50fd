package dev.tiercel.weaving;

import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import org.jspecify.annotations.Nullable;

/**
 * One way to say what is to be done about a method: our annotations, another library's, the configuration's rules.
 * Thread-safe.
 */
interface Dialect {
    /** Which class files it may have something to say of; the same at every call. */
    Scope scope();

    /**
     * True where it has something to say of the method as it is declared there.
     *
     * @param declaration a method of the woven class, or an abstract one that such a method implements
     */
    boolean speaksOf(MethodDescription declaration);

    /**
     * Sees a class before its methods are asked for.
     *
     * @param type a class that is in scope, and may be woven
     */
    default void look(TypeDescription type, ClassLoader loader) {}

    /**
     * The method with what is said of it; null: nothing is. As a rule that is said at the method itself, or at an
     * abstract declaration that it implements.
     *
     * @param type the class that is woven
     * @param method one of its methods, with a body
     */
    default @Nullable AnnotatedMethod find(TypeDescription type, ClassLoader loader, MethodDescription method) {
        MethodDescription declaration = AnnotatedMethods.declaration(type, method, this::speaksOf);
        return declaration == null ? null : new AnnotatedMethod(method, declaration, this, loader);
    }

    /**
     * What it says; null: the method is to be left alone, without a word.
     *
     * @param annotated a method of whose declaration it {@link #speaksOf speaks}
     * @throws UnfitMethodException the method cannot be cached as it says; with the reason and what to do
     */
    @Nullable
    WovenMethod read(AnnotatedMethod annotated) throws UnfitMethodException;
}
