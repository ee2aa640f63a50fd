package dev.tiercel.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression by recursive descent, one character ahead:
 *
 * <pre>
 * or         = and { ("||" | "or") and }
 * and        = not { ("&&" | "and") not }
 * not        = "not" not | comparison
 * comparison = operand [ ("==" | "!=" | "<" | "<=" | ">" | ">=") operand ]
 * operand    = "!" operand | "(" or ")" | literal | ["#"] name { ("." | "?.") name }
 * </pre>
 */
final class Parser {
    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_DEPTH = 50;

    /** What can be told of a value before there is one. */
    private enum Type {
        TRUTH("true or false"),
        NUMBER("a number"),
        TEXT("a text"),
        NOTHING("null"),
        UNKNOWN("a value");

        private final String spelled;

        Type(String spelled) {
            this.spelled = spelled;
        }
    }

    private record Typed(Node node, Type type, int column) {}

    /** An expression, read. */
    private record Parsed(String text, Node node) implements Expression {
        @Override
        public boolean test(@Nullable Object[] arguments, @Nullable Object result) {
            return node.holds(arguments, result);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Parsed parsed && text.equals(parsed.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final Cursor cursor;
    private final Names names;
    private int depth;

    private Parser(String text, Names names) {
        this.cursor = new Cursor(text);
        this.names = names;
    }

    static Expression parse(String text, Names names) throws ExpressionException {
        if (text.length() > MAX_LENGTH) {
            throw new ExpressionException("is longer than " + MAX_LENGTH + " characters");
        }
        Parser parser = new Parser(text, names);
        Typed whole = parser.or();
        if (!parser.cursor.isAtEnd()) {
            throw parser.error("the expression should end here, or go on by && or ||");
        }
        return new Parsed(text, parser.truth(whole));
    }

    private Typed or() throws ExpressionException {
        Typed first = and();
        if (!cursor.takes("||") && !cursor.takesWord("or")) {
            return first;
        }
        List<Node> nodes = new ArrayList<>(List.of(truth(first)));
        do {
            nodes.add(truth(and()));
        } while (cursor.takes("||") || cursor.takesWord("or"));
        return new Typed(Node.any(nodes), Type.TRUTH, first.column);
    }

    private Typed and() throws ExpressionException {
        Typed first = not();
        if (!cursor.takes("&&") && !cursor.takesWord("and")) {
            return first;
        }
        List<Node> nodes = new ArrayList<>(List.of(truth(first)));
        do {
            nodes.add(truth(not()));
        } while (cursor.takes("&&") || cursor.takesWord("and"));
        return new Typed(Node.all(nodes), Type.TRUTH, first.column);
    }

    private Typed not() throws ExpressionException {
        int column = cursor.at();
        if (!cursor.takesWord("not")) {
            return comparison();
        }
        return negated(deeper(this::not), column);
    }

    private Typed negated(Typed operand, int column) throws ExpressionException {
        Node node = truth(operand);
        return new Typed((a, r) -> !node.holds(a, r), Type.TRUTH, column);
    }

    private Typed comparison() throws ExpressionException {
        Typed left = operand();
        int column = cursor.at();
        for (Comparison comparison : Comparison.values()) {
            if (cursor.takes(comparison.sign)) {
                Typed right = operand();
                checkTypes(comparison, left.type, right.type, column);
                return new Typed(
                        (a, r) -> comparison.holds(left.node.value(a, r), right.node.value(a, r)),
                        Type.TRUTH,
                        left.column);
            }
        }
        return left;
    }

    private void checkTypes(Comparison comparison, Type left, Type right, int column) throws ExpressionException {
        boolean seen = left != Type.UNKNOWN && right != Type.UNKNOWN;
        boolean nothing = left == Type.NOTHING || right == Type.NOTHING;
        boolean ordered = left != Type.TRUTH && right != Type.TRUTH && !nothing;
        if ((comparison.isOrder() && !ordered) || (seen && left != right && !nothing)) {
            throw cursor.error(
                    column,
                    comparison.sign + " does not compare " + left.spelled + " with " + right.spelled
                            + "; allowed: numbers with numbers, texts with texts");
        }
    }

    private Typed operand() throws ExpressionException {
        int column = cursor.at();
        if (!cursor.sees("!=") && cursor.takes("!")) {
            return negated(deeper(this::operand), column);
        }
        if (cursor.takes("(")) {
            Typed inner = deeper(this::or);
            if (!cursor.takes(")")) {
                throw error("a closing parenthesis should stand here");
            }
            return inner;
        }
        String quoted = cursor.quoted();
        if (quoted != null) {
            return constant(quoted, Type.TEXT, column);
        }
        BigDecimal number = cursor.number();
        if (number != null) {
            return constant(number, Type.NUMBER, column);
        }
        boolean hash = cursor.takes("#");
        String name = cursor.name();
        if (name.isEmpty()) {
            String problem = cursor.isAtEnd() && !hash ? "it ends too early" : "not understood";
            throw cursor.error(
                    column, problem + "; allowed: a parameter, a number, a text in quotes, true, false, null or (");
        }
        return hash ? path(name, column) : word(name, column);
    }

    private Typed word(String word, int column) throws ExpressionException {
        return switch (word) {
            case "true" -> new Typed((a, r) -> true, Type.TRUTH, column);
            case "false" -> new Typed((a, r) -> false, Type.TRUTH, column);
            case "null" -> new Typed((a, r) -> null, Type.NOTHING, column);
            case "and", "or", "not" -> throw cursor.error(column, word + " stands where a value should");
            default -> path(word, column);
        };
    }

    private Typed path(String root, int column) throws ExpressionException {
        Node node = names.root(root, column + 1);
        for (int steps = 0; cursor.takes(".") || cursor.takes("?."); steps++) {
            int stepColumn = cursor.at();
            String step = cursor.name();
            if (step.isEmpty() || step.equals("class") || steps == MAX_DEPTH) {
                throw cursor.error(stepColumn, "a component, getter or field should stand here");
            }
            node = Node.step(node, step);
        }
        if (cursor.sees("(")) {
            throw error("methods cannot be called; write user.name for user.getName()");
        }
        return new Typed(node, Type.UNKNOWN, column);
    }

    private static Typed constant(Object value, Type type, int column) {
        return new Typed((a, r) -> value, type, column);
    }

    /** A truth, or what may be one. */
    private Node truth(Typed typed) throws ExpressionException {
        if (typed.type != Type.TRUTH && typed.type != Type.UNKNOWN) {
            throw cursor.error(typed.column, typed.type.spelled + " stands where true or false should");
        }
        return typed.node;
    }

    private ExpressionException error(String problem) {
        return cursor.error(cursor.at(), problem);
    }

    private interface Rule {
        Typed read() throws ExpressionException;
    }

    private Typed deeper(Rule rule) throws ExpressionException {
        if (++depth > MAX_DEPTH) {
            throw error("nested more than " + MAX_DEPTH + " times");
        }
        Typed typed = rule.read();
        depth--;
        return typed;
    }
}
