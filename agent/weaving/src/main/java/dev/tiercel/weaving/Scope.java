package dev.tiercel.weaving;

import java.util.List;
import java.util.function.Predicate;

/**
 * Which class files a dialect may have something to say of, told before anything is known of them but their bytes.
 * A class is also looked at where one of its supertypes is in scope.
 *
 * @param marks how one of the constants of such a class file begins: the descriptor of an annotation
 * @param classes names (as in class files, with slashes) of classes that are in scope without a mark; asked of very many
 * @param libraries true: supertypes are followed through well-known libraries too, for one of theirs may be in scope by
 *     its name; the JDK's never
 */
record Scope(List<String> marks, Predicate<String> classes, boolean libraries) {
    Scope {
        marks = List.copyOf(marks);
    }

    /** That of a dialect of annotations, which nobody writes on the classes of well-known libraries. */
    static Scope ofMarks(String... marks) {
        return new Scope(List.of(marks), name -> false, false);
    }
}
