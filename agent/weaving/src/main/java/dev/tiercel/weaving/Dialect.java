package dev.tiercel.weaving;

import net.bytebuddy.description.method.MethodDescription;
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
     * What it says; null: the method is to be left alone, without a word.
     *
     * @param annotated a method of whose declaration it {@link #speaksOf speaks}
     * @throws UnfitMethodException the method cannot be cached as it says; with the reason and what to do
     */
    @Nullable
    WovenMethod read(AnnotatedMethod annotated) throws UnfitMethodException;
}
