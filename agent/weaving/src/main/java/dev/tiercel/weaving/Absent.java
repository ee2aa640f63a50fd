package dev.tiercel.weaving;

import dev.tiercel.expression.Expression;
import org.jspecify.annotations.Nullable;

/** True where the method returned nothing: such an answer Micronaut never keeps. */
enum Absent implements Expression {
    INSTANCE;

    @Override
    public boolean test(@Nullable Object[] arguments, @Nullable Object result) {
        return result == null;
    }
}
