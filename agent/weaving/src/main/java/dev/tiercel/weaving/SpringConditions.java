package dev.tiercel.weaving;

import dev.tiercel.expression.Expression;
import dev.tiercel.weaving.description.ParameterDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as Spring has them, as far as our own language says exactly the same: comparisons of parameters, the result
 * and their properties with each other and with literals, joined by {@code and} and {@code or}.
 *
 * <p>The two languages look alike and differ where types do not fit: Spring has a text unequal to a constant of that
 * name, and null less than any number. So only those comparisons pass whose operands have declared types that both
 * languages compare alike. What would fail in Spring for want of an object on the way to a property is no failure here.
 */
final class SpringConditions {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<path>#\\w+(?:\\??\\.[A-Za-z_]\\w*)*)"
            + "|(?<number>-?\\d{1,9})(?![\\w.])"
            + "|(?<text>'[^'\"]*')(?!')"
            + "|(?<word>true|false|null|and|or)\\b"
            + "|(?<sign>&&|\\|\\||==|!=|<=|>=|<|>|!|\\(|\\)))");

    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");

    private final AnnotatedMethod annotated;
    private final boolean afterwards;
    private final List<Part> parts = new ArrayList<>();

    private SpringConditions(AnnotatedMethod annotated, boolean afterwards) {
        this.annotated = annotated;
        this.afterwards = afterwards;
    }

    /** @param type null: it is no operand */
    private record Part(String text, @Nullable OperandType type) {}

    /**
     * @param attribute what it is called, for the reason
     * @param afterwards whether the result is there when it is asked for
     */
    static Expression parse(String attribute, String text, AnnotatedMethod annotated, boolean afterwards)
            throws UnfitMethodException {
        SpringConditions condition = new SpringConditions(annotated, afterwards);
        if (!annotated.method().isVarArgs() && condition.reads(text) && condition.fits()) {
            try {
                return Expression.parse(text, ParameterNames.all(annotated), afterwards);
            } catch (Exception unknown) {
                // Told below, as the rest.
            }
        }
        throw new UnfitMethodException("its " + attribute + " \"" + text + "\" is more than we can say the same way");
    }

    /** True where it has nothing in it but what is known. */
    private boolean reads(String text) throws UnfitMethodException {
        Matcher matcher = TOKEN.matcher(text.trim());
        int end = 0;
        while (end < text.trim().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                return false;
            }
            end = matcher.end();
            parts.add(part(matcher));
        }
        return true;
    }

    private Part part(Matcher token) throws UnfitMethodException {
        String text = token.group().trim();
        if (token.group("path") != null) {
            return new Part(text, path(text));
        }
        if (token.group("number") != null) {
            return new Part(text, OperandType.NUMBER);
        }
        if (token.group("text") != null) {
            return new Part(text, OperandType.TEXT);
        }
        return new Part(
                text,
                switch (text) {
                    case "true", "false" -> OperandType.TRUTH;
                    case "null" -> OperandType.NOTHING;
                    default -> null;
                });
    }

    private OperandType path(String text) throws UnfitMethodException {
        SpringKeys.Value value = SpringKeys.value(text, annotated);
        if (value == null) {
            return OperandType.UNKNOWN;
        }
        ParameterDescription parameter = value.parameter();
        if (parameter != null) {
            return OperandType.of(parameter.getType(), value.path(), text.contains("?."));
        }
        return afterwards && SpringKeys.isAtHand(annotated)
                ? OperandType.of(SpringKeys.result(annotated), value.path(), text.contains("?."))
                : OperandType.UNKNOWN;
    }

    /** True where every operand is compared with one of its kind, or is a truth that is never null. */
    private boolean fits() {
        for (int i = 0; i < parts.size(); i++) {
            OperandType type = parts.get(i).type();
            boolean compares = COMPARISONS.contains(parts.get(i).text());
            if (compares && !compares(i)) {
                return false;
            }
            boolean alone = type != null && !isComparison(i - 1) && !isComparison(i + 1);
            if (alone && type != OperandType.TRUTH) {
                return false;
            }
        }
        return !parts.isEmpty();
    }

    private boolean compares(int sign) {
        OperandType left = type(sign - 1);
        OperandType right = type(sign + 1);
        boolean negated = sign > 1 && parts.get(sign - 2).text().equals("!");
        boolean chained = isComparison(sign - 2) || isComparison(sign + 2);
        if (left == null || right == null || negated || chained) {
            return false;
        }
        return switch (parts.get(sign).text()) {
            case "==", "!=" -> left.equalsAlike(right);
            default -> left == OperandType.NUMBER && right == OperandType.NUMBER;
        };
    }

    private @Nullable OperandType type(int index) {
        return index >= 0 && index < parts.size() ? parts.get(index).type() : null;
    }

    private boolean isComparison(int index) {
        return index >= 0
                && index < parts.size()
                && COMPARISONS.contains(parts.get(index).text());
    }
}
