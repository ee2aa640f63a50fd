package dev.tiercel.weaving;

import dev.tiercel.config.Rule;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.List;

/**
 * What rules say of a method when it is called on objects of one class.
 *
 * @param owner the type that the first rule names, and whose method it is for the user
 * @param declaration the method as the owner has it, with type variables replaced by what they are in that class
 * @param rules those that count, the first one first: one that reads or says that nothing is to be done, or some that
 *     change
 */
record Spoken(TypeDescription owner, MethodDescription declaration, List<Rule> rules) {
    Spoken {
        rules = List.copyOf(rules);
    }

    /** True where both say the same in the name of the same type. */
    boolean isSame(Spoken other) {
        return owner.getName().equals(other.owner.getName()) && rules.equals(other.rules);
    }
}
