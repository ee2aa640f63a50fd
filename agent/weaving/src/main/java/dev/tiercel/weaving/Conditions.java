package dev.tiercel.weaving;

import dev.tiercel.expression.Expression;
import dev.tiercel.expression.ExpressionException;
import dev.tiercel.weaving.description.AnnotationDescription;
import org.jspecify.annotations.Nullable;

/** The conditions of one annotation, or of what is like one. Of one thread. */
final class Conditions {
    private static final String CONDITION = "condition";
    private static final String UNLESS = "unless";

    private final AnnotatedMethod annotated;
    private @Nullable Expression condition;
    private @Nullable Expression unless;

    Conditions(AnnotatedMethod annotated) {
        this.annotated = annotated;
    }

    static boolean hasCondition(AnnotationDescription annotation) {
        return !Annotations.text(annotation, CONDITION).isEmpty();
    }

    void readCondition(AnnotationDescription annotation) throws UnfitMethodException {
        condition = parse(annotated, CONDITION, Annotations.text(annotation, CONDITION), false);
    }

    void readUnless(AnnotationDescription annotation) throws UnfitMethodException {
        unless = parse(annotated, UNLESS, Annotations.text(annotation, UNLESS), true);
    }

    /** Null: always. */
    @Nullable
    Expression condition() {
        return condition;
    }

    /** Null: never. */
    @Nullable
    Expression unless() {
        return unless;
    }

    /**
     * An expression over the method's parameters; null: the text is empty.
     *
     * @param attribute where it stands, for the line that refuses it
     */
    static @Nullable Expression parse(AnnotatedMethod annotated, String attribute, String text, boolean mayUseResult)
            throws UnfitMethodException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Expression.parse(text, annotated.parameterNames(), mayUseResult);
        } catch (ExpressionException unfit) {
            throw new UnfitMethodException(attribute + " = \"" + text + "\" " + unfit.getMessage());
        }
    }
}
