package dev.tiercel.weaving;

import dev.tiercel.expression.Expression;

/** Conditions as Spring has them, as far as our own language says exactly the same. */
final class SpringConditions {
    private SpringConditions() {}

    /**
     * @param attribute what it is called, for the reason
     * @param afterwards whether the result is there when it is asked for
     */
    static Expression parse(String attribute, String text, AnnotatedMethod annotated, boolean afterwards)
            throws UnfitMethodException {
        throw new UnfitMethodException("its " + attribute + " \"" + text + "\" is more than we can say the same way");
    }
}
