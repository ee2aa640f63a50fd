package dev.tiercel.expression;

import dev.tiercel.config.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the names of an expression stand for: parameters, by name or position, and the result. */
final class Names {
    private static final String RESULT = "result";

    private final List<@Nullable String> parameters;
    private final boolean mayUseResult;

    Names(List<@Nullable String> parameters, boolean mayUseResult) {
        this.parameters = parameters;
        this.mayUseResult = mayUseResult;
    }

    /** A parameter's own name wins over what else it could mean, but for the result. */
    Node root(String name, int column) throws ExpressionException {
        if (mayUseResult && name.equals(RESULT)) {
            return (arguments, result) -> Node.content(result);
        }
        int named = parameters.indexOf(name);
        int index = named >= 0 ? named : position(name);
        if (index < 0) {
            throw unknown(name, column);
        }
        return (arguments, result) -> Node.content(arguments[index]);
    }

    /** {@code p0} or {@code a0}; -1: it is neither. */
    private int position(String name) {
        for (int i = 0; i < parameters.size(); i++) {
            if (name.equals("p" + i) || name.equals("a" + i)) {
                return i;
            }
        }
        return -1;
    }

    private ExpressionException unknown(String name, int column) {
        if (name.equals(RESULT)) {
            return new ExpressionException("at column " + column + ": there is no result before the method ran");
        }
        List<String> known = new ArrayList<>();
        parameters.stream().filter(Objects::nonNull).forEach(known::add);
        String compiled = known.isEmpty() && !parameters.isEmpty() ? " (their names are not in the class file)" : "";
        for (int i = 0; i < parameters.size(); i++) {
            known.add("p" + i);
        }
        if (mayUseResult) {
            known.add(RESULT);
        }
        return new ExpressionException("at column " + column + ": nothing is named " + name + "; allowed: "
                + (known.isEmpty() ? "no name, for there are no parameters" : String.join(", ", known)) + compiled
                + Nearest.hint(name, known));
    }
}
