package dev.tiercel.readthrough;

import dev.tiercel.expression.Expression;
import dev.tiercel.key.KeyRecipe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * What is woven into a method that reads: handles that take the arguments it hands over, {@code (Object, ...)Object} or
 * {@code (Object[])Object} as {@link KeyRecipe} says, and never throw.
 *
 * @param hit the fresh value in L1, or null
 * @param tracedHit the same, for a process in which traces are taken
 * @param open what to do about a call that L1 did not answer: see {@code ReadThrough.open}; it takes the receiver and an
 *     array of all arguments besides
 */
public record ReadHandles(MethodHandle hit, MethodHandle tracedHit, MethodHandle open) {

    /** For a method that is to run as if nothing was woven; handles without parameters. */
    public static final ReadHandles BYPASS = bypass();

    private static final MethodType HIT = MethodType.methodType(Object.class, Object.class);
    private static final MethodType OPEN =
            MethodType.methodType(Object.class, Object.class, Object.class, Object[].class);

    private static ReadHandles bypass() {
        MethodHandle nothing = MethodHandles.constant(Object.class, null);
        return new ReadHandles(nothing, nothing, nothing);
    }

    static ReadHandles of(ReadThrough path, KeyRecipe recipe, @Nullable Expression condition) {
        Mishaps mishaps = path.method().mishaps();
        String hit = path.hitsPlainly() ? "hit" : "handedHit";
        return new ReadHandles(
                guarded(Handles.bind(path, hit, HIT), recipe, condition, mishaps),
                caught(guarded(Handles.bind(path, "tracedHit", HIT), recipe, condition, mishaps), mishaps),
                Handles.apart(caught(guarded(Handles.bind(path, "open", OPEN), recipe, condition, mishaps), mishaps)));
    }

    /** For a method that has no hits of its own: everything is seen to in {@code open}. */
    static ReadHandles ofOpen(MethodHandle open, MethodType handedOver, Mishaps mishaps) {
        MethodHandle none = MethodHandles.empty(handedOver);
        return new ReadHandles(none, none, Handles.apart(caught(open, mishaps)));
    }

    private static MethodHandle guarded(
            MethodHandle step, KeyRecipe recipe, @Nullable Expression condition, Mishaps mishaps) {
        MethodHandle all = MethodHandles.collectArguments(step, 0, recipe.handle());
        MethodHandle conditioned = condition == null
                ? all
                : conditioned(condition, all, recipe.handle().type());
        return recipe.isSafe() && condition == null ? all : caught(conditioned, mishaps);
    }

    /** Where the condition does not hold, the method runs as if nothing was woven. It is given all arguments. */
    static MethodHandle conditioned(Expression condition, MethodHandle step, MethodType handedOver) {
        MethodHandle test =
                Handles.bind(new Condition(condition), "holds", MethodType.methodType(boolean.class, Object[].class));
        boolean isArray = handedOver.parameterCount() == 1 && handedOver.parameterType(0) == Object[].class;
        MethodHandle spread = isArray ? test : test.asCollector(Object[].class, handedOver.parameterCount());
        MethodHandle matched =
                MethodHandles.dropArgumentsToMatch(spread, 0, step.type().parameterList(), 0);
        return MethodHandles.guardWithTest(matched, step, MethodHandles.empty(step.type()));
    }

    static MethodHandle caught(MethodHandle handle, Mishaps mishaps) {
        MethodHandle mishap = Handles.bind(mishaps, "happened", MethodType.methodType(void.class, Throwable.class));
        return MethodHandles.catchException(handle, Throwable.class, Handles.thenNull(mishap));
    }

    /** A condition on arguments alone. */
    record Condition(Expression expression) {
        boolean holds(@Nullable Object[] arguments) {
            return expression.test(arguments, null);
        }
    }
}
