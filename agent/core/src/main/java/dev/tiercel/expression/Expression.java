package dev.tiercel.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition, parsed. Immutable and thread-safe; equal where the text is. */
public interface Expression {
    /**
     * Parses a condition; docs/expressions.md tells the language.
     *
     * @param parameterNames of all parameters of the method, in order; null: not known
     * @param mayUseResult true: it is asked after the method ran
     * @throws ExpressionException it cannot be told what it says
     */
    static Expression parse(String text, List<@Nullable String> parameterNames, boolean mayUseResult)
            throws ExpressionException {
        return Parser.parse(text, new Names(parameterNames, mayUseResult));
    }

    /**
     * Whether it holds.
     *
     * @param arguments all arguments of the method, in order
     * @param result what the method returned, unwrapped; null also where it has not run
     * @throws RuntimeException it cannot be told: an accessor failed, or types do not compare
     */
    boolean test(@Nullable Object[] arguments, @Nullable Object result);
}
