package dev.tiercel.weaving;

import dev.tiercel.entry.Tags;
import dev.tiercel.readthrough.MethodSpec.TagPattern;
import dev.tiercel.readthrough.MethodSpec.TagPiece;
import dev.tiercel.weaving.description.AnnotationDescription;
import dev.tiercel.weaving.description.ParameterDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The tags that an annotation of ours names: texts with parameters between braces. Of one thread, for one method. */
final class OwnTags {
    private static final int MAX_LENGTH = 100;
    private static final String TAGS = "tags";

    /** What has a text of its own; of {@code java.time}, all. What is declared as one of the last two is seen at each call. */
    private static final Set<String> SIMPLE = Set.of(
            "java.lang.String",
            "java.lang.Long",
            "java.lang.Integer",
            "java.lang.Short",
            "java.lang.Byte",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.util.UUID",
            "java.math.BigInteger",
            "java.math.BigDecimal",
            "java.lang.Number",
            "java.lang.Object");

    private final AnnotatedMethod annotated;
    private final ToIntFunction<ParameterDescription> position;
    private final @Nullable ParameterDescription severalKeys;

    /**
     * @param position where a parameter is among the arguments that the tags are made of
     * @param severalKeys the parameter that holds many keys, each with an entry of its own; null: none does
     */
    OwnTags(
            AnnotatedMethod annotated,
            ToIntFunction<ParameterDescription> position,
            @Nullable ParameterDescription severalKeys) {
        this.annotated = annotated;
        this.position = position;
        this.severalKeys = severalKeys;
    }

    static boolean has(AnnotationDescription annotation) {
        return Annotations.value(annotation, TAGS, String[].class).length > 0;
    }

    List<TagPattern> read(AnnotationDescription annotation) throws UnfitMethodException {
        String[] texts = Annotations.value(annotation, TAGS, String[].class);
        if (texts.length > Tags.MOST) {
            throw new UnfitMethodException(
                    "it has " + texts.length + " tags, allowed are " + Tags.MOST + "; use fewer, wider ones");
        }
        List<TagPattern> patterns = new ArrayList<>();
        for (String text : texts) {
            patterns.add(pattern(text));
        }
        return patterns;
    }

    private TagPattern pattern(String text) throws UnfitMethodException {
        if (text.isBlank()) {
            throw unfit(text, "is empty; write a name, as in \"catalog\" or \"seller-{sellerId}\"");
        }
        if (text.length() > MAX_LENGTH) {
            throw unfit(
                    text.substring(0, 20) + "...",
                    "has " + text.length() + " characters, allowed are " + MAX_LENGTH + "; use a shorter one");
        }
        List<TagPiece> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            String literal = text.substring(at, open < 0 ? text.length() : open);
            if (literal.indexOf('}') >= 0) {
                throw unfit(text, "has a } without a {; a parameter stands between both");
            }
            if (!literal.isEmpty()) {
                pieces.add(new TagPiece.Literal(literal));
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw unfit(text, "has a { without a }; a parameter stands between both");
            }
            pieces.add(value(text, text.substring(open + 1, close).trim()));
            at = close + 1;
        }
        return new TagPattern(pieces);
    }

    private TagPiece value(String text, String named) throws UnfitMethodException {
        int dot = named.indexOf('.');
        String head = dot < 0 ? named : named.substring(0, dot);
        String path = dot < 0 ? "" : named.substring(dot + 1);
        ParameterDescription parameter = parameter(text, head);
        if (severalKeys != null && parameter.getIndex() == severalKeys.getIndex()) {
            throw unfit(text, "speaks of " + head + ", which holds many keys; a tag is the same for all of them");
        }
        TypeDescription type = parameter.getType().asErasure();
        if (dot >= 0) {
            Paths.check(TAGS, path, type);
        } else if (!isSimple(type)) {
            throw unfit(
                    text,
                    "speaks of " + head + ", a " + type.getActualName()
                            + ", which has no text of its own; name a part of it, as in {" + head + ".id}");
        }
        return new TagPiece.Value(position.applyAsInt(parameter), path);
    }

    private static boolean isSimple(TypeDescription type) {
        boolean fraction = type.represents(float.class) || type.represents(double.class);
        return (type.isPrimitive() && !fraction)
                || type.isEnum()
                || type.getName().startsWith("java.time.")
                || SIMPLE.contains(type.getName());
    }

    private ParameterDescription parameter(String text, String head) throws UnfitMethodException {
        List<ParameterDescription> all = annotated.declaration().getParameters();
        ParameterDescription named = ParameterNames.find(annotated, head);
        if (named != null) {
            return named;
        }
        int index = head.matches("[pa][0-9]{1,3}") ? Integer.parseInt(head.substring(1)) : -1;
        if (index < 0 || index >= all.size()) {
            throw unfit(
                    text,
                    "speaks of " + (head.isEmpty() ? "no parameter" : head + ", which is none of its parameters")
                            + "; name one of the " + all.size() + " by its name, or by its position as p0"
                            + (ParameterNames.areUnknown(annotated) ? " (its class file has no names)" : ""));
        }
        return all.get(index);
    }

    private static UnfitMethodException unfit(String text, String why) {
        return new UnfitMethodException("tag \"" + text + "\" " + why);
    }
}
