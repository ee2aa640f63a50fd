package dev.tiercel.readthrough;

import dev.tiercel.entry.Tags;
import dev.tiercel.key.KeyPath;
import dev.tiercel.key.UnfitKeyException;
import dev.tiercel.readthrough.MethodSpec.TagPattern;
import dev.tiercel.readthrough.MethodSpec.TagPiece;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the tags of a call are made of its arguments. Tags without values of parameters are made once. Thread-safe. */
final class TagRecipe {
    static final TagRecipe NONE = new TagRecipe(List.of());

    /** A piece: its text, or where the value comes from. */
    private record Step(
            @Nullable String text, int position, @Nullable KeyPath path) {
        static Step of(TagPiece piece) {
            if (piece instanceof TagPiece.Value value) {
                return new Step(null, value.position(), value.path().isEmpty() ? null : KeyPath.parse(value.path()));
            }
            return new Step(((TagPiece.Literal) piece).text(), 0, null);
        }
    }

    private final List<List<Step>> patterns;
    private final @Nullable Tags constant;

    private TagRecipe(List<List<Step>> patterns) {
        this.patterns = patterns;
        boolean literal = patterns.stream().allMatch(steps -> steps.stream().allMatch(step -> step.text() != null));
        this.constant = literal ? made(new Object[0]) : null;
    }

    static TagRecipe of(List<TagPattern> patterns) {
        return patterns.isEmpty()
                ? NONE
                : new TagRecipe(patterns.stream()
                        .map(pattern -> pattern.pieces().stream().map(Step::of).toList())
                        .toList());
    }

    /**
     * The tags of a call with these arguments.
     *
     * @throws RuntimeException a value has no text of its own, or what a getter threw
     */
    Tags of(@Nullable Object[] arguments) {
        return constant != null ? constant : made(arguments);
    }

    private Tags made(@Nullable Object[] arguments) {
        List<String> texts = new ArrayList<>(patterns.size());
        for (List<Step> steps : patterns) {
            StringBuilder text = new StringBuilder();
            for (Step step : steps) {
                text.append(step.text() != null ? step.text() : value(step, arguments));
            }
            texts.add(text.toString());
        }
        return Tags.of(texts);
    }

    private static String value(Step step, @Nullable Object[] arguments) {
        Object argument = arguments[step.position()];
        Object value = step.path() == null ? argument : step.path().read(argument);
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value == null || isSimple(value)) {
            return String.valueOf(value);
        }
        throw UnfitKeyException.inTag(value.getClass());
    }

    private static boolean isSimple(Object value) {
        return value instanceof String
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof UUID
                || value instanceof BigInteger
                || value instanceof BigDecimal
                || value.getClass().getPackageName().equals("java.time");
    }
}
