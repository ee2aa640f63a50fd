package dev.tiercel.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A declared type as far as {@link KeyJudge} has to know it: of a class, or of a class file that is not loaded yet. */
public interface KeyShape {
    /** The binary name: {@code int}, {@code java.lang.String}, {@code shop.Order$Line}; of an array any. */
    String name();

    /** True of a type that is declared as an enum. */
    boolean isEnum();

    /** True of a record. */
    boolean isRecord();

    /** Of a record: true where it has an {@code equals} of its own. The one that compilers give it is final. */
    boolean hasOwnEquals();

    /** True of an interface, and of an abstract class. */
    boolean isAbstract();

    /** True where it is the class of this name, or extends or implements it. */
    boolean isA(String className);

    /** What an array holds; null: it is no array. */
    @Nullable
    KeyShape element();

    /** Of a record: its components. */
    List<? extends KeyShape> components();

    /** What its type arguments are at most, where they are written; may be empty where nobody asks for more. */
    List<? extends KeyShape> arguments();
}
