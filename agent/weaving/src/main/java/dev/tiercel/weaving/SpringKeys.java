package dev.tiercel.weaving;

import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import dev.tiercel.weaving.description.ParameterDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys as Spring has them: the plain kind of its expressions, which is a parameter or the result, or a property of
 * them.
 */
final class SpringKeys {
    /** {@code #name}, {@code #root.args[0]}, and what follows: {@code .property}, {@code ?.property}, {@code .method()}. */
    private static final Pattern PLAIN =
            Pattern.compile("#(?:root\\.args\\[(\\d+)]|(\\w+))((?:\\??\\.\\s*[A-Za-z_]\\w*(?:\\(\\))?)*)");

    private static final Pattern INDEX = Pattern.compile("[pa](\\d+)");
    private static final String RESULT = "result";
    private static final String OPTIONAL = "java.util.Optional";

    private SpringKeys() {}

    /** Where nothing is said: all parameters. */
    static List<KeyPart> all(AnnotatedMethod annotated, Handover handover) throws UnfitMethodException {
        if (annotated.method().isVarArgs() || annotated.declaration().isVarArgs()) {
            throw new UnfitMethodException("its last parameter is taken apart for the key");
        }
        List<KeyPart> parts = new ArrayList<>();
        for (ParameterDescription parameter : annotated.declaration().getParameters()) {
            parts.add(handover.part(parameter, ""));
        }
        return parts;
    }

    /** @param afterwards whether the result is there when the key is made */
    static KeyPart part(String text, AnnotatedMethod annotated, Handover handover, boolean afterwards)
            throws UnfitMethodException {
        Value value = value(text, annotated);
        if (value == null) {
            throw new UnfitMethodException("its key \"" + text + "\" is more than a parameter or its property");
        }
        ParameterDescription parameter = value.parameter();
        if (parameter == null) {
            if (!afterwards
                    || !isAtHand(annotated)
                    || !result(annotated).equals(annotated.declaration().getReturnType())) {
                throw new UnfitMethodException("the result in its key \"" + text + "\" is not to be had");
            }
            return new KeyPart(Kind.DYNAMIC, KeyPart.RESULT, value.path());
        }
        try {
            return handover.part(parameter, value.path());
        } catch (UnfitMethodException unfit) {
            throw new UnfitMethodException("its key \"" + text + "\" is none that we know: " + unfit.getMessage());
        }
    }

    /** What the value of the result is declared to be: Spring takes it out of its Optional, as we do for conditions. */
    static TypeDescription result(AnnotatedMethod annotated) {
        TypeDescription type = annotated.declaration().getReturnType();
        boolean optional = type.asErasure().getName().equals(OPTIONAL);
        return optional && type.isParameterized() ? type.getTypeArguments().get(0) : type;
    }

    /** True where the result is there when the method returns. */
    static boolean isAtHand(AnnotatedMethod annotated) throws UnfitMethodException {
        return ReturnTypes.any(annotated).wrapper() == Wrapper.NONE
                && !annotated.declaration().getReturnType().represents(void.class);
    }

    /**
     * What a plain expression stands for.
     *
     * @param parameter null: the result
     * @param path names separated by dots; empty: the parameter or result itself
     */
    record Value(@Nullable ParameterDescription parameter, String path) {}

    /** Null: it is none of the plain kind. */
    static @Nullable Value value(String text, AnnotatedMethod annotated) throws UnfitMethodException {
        Matcher matcher = PLAIN.matcher(text.trim());
        if (!matcher.matches()) {
            return null;
        }
        String path = matcher.group(3)
                .replace("?", "")
                .replace("()", "")
                .replaceAll("\\s", "")
                .replaceFirst("^\\.", "");
        if (matcher.group(1) != null) {
            return new Value(parameter(matcher.group(1), annotated), path);
        }
        String name = matcher.group(2);
        ParameterDescription named = ParameterNames.find(annotated, name);
        if (named != null) {
            return new Value(named, path);
        }
        Matcher index = INDEX.matcher(name);
        if (index.matches()) {
            return new Value(parameter(index.group(1), annotated), path);
        }
        if (name.equals(RESULT)) {
            return new Value(null, path);
        }
        return name.equals("root") ? null : new Value(ParameterNames.get(annotated, name), path);
    }

    private static ParameterDescription parameter(String index, AnnotatedMethod annotated) throws UnfitMethodException {
        List<ParameterDescription> parameters = annotated.declaration().getParameters();
        if (index.length() > 3 || Integer.parseInt(index) >= parameters.size()) {
            throw new UnfitMethodException("it has no parameter number " + index);
        }
        return parameters.get(Integer.parseInt(index));
    }
}
