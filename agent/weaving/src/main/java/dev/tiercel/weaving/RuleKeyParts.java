package dev.tiercel.weaving;

import dev.tiercel.key.KeyPart;
import dev.tiercel.weaving.description.ParameterDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The key that a rule names: parameters by name or position, with paths. Of one thread, for one method. */
final class RuleKeyParts {
    private static final String RESULT = "result";

    private final AnnotatedMethod annotated;
    private final List<String> texts;

    /** @param texts empty: all parameters */
    RuleKeyParts(AnnotatedMethod annotated, List<String> texts) {
        this.annotated = annotated;
        this.texts = texts;
    }

    List<KeyParameter> parameters() throws UnfitMethodException {
        List<KeyParameter> parameters = new ArrayList<>();
        for (String text : texts) {
            parameters.add(parameter(text));
        }
        if (texts.isEmpty()) {
            annotated.declaration().getParameters().forEach(each -> parameters.add(new KeyParameter(each, "")));
        }
        return parameters;
    }

    /**
     * The parts, whose parameters are handed over from now on.
     *
     * @param mayUseResult whether the method has run when the key is made
     */
    List<KeyPart> parts(Handover handover, boolean mayUseResult) throws UnfitMethodException {
        if (texts.isEmpty()) {
            return parts(parameters(), handover);
        }
        List<KeyPart> parts = new ArrayList<>();
        for (String text : texts) {
            if (mayUseResult && head(text).equals(RESULT) && named(RESULT) < 0) {
                String path = tail(text);
                if (!path.isEmpty()) {
                    Paths.check(
                            "key",
                            path,
                            ReturnTypes.value(annotated.declaration().getReturnType(), false));
                }
                parts.add(new KeyPart(KeyPart.Kind.DYNAMIC, KeyPart.RESULT, path));
            } else {
                parts.addAll(parts(List.of(parameter(text)), handover));
            }
        }
        return parts;
    }

    private static List<KeyPart> parts(List<KeyParameter> parameters, Handover handover) throws UnfitMethodException {
        List<KeyPart> parts = new ArrayList<>();
        for (KeyParameter each : parameters) {
            parts.add(handover.part(each.parameter(), each.path()));
        }
        return parts;
    }

    private KeyParameter parameter(String text) throws UnfitMethodException {
        List<ParameterDescription> all = annotated.declaration().getParameters();
        String head = head(text);
        int index = named(head);
        if (index < 0) {
            index = positioned(head);
        }
        if (index < 0 || index >= all.size()) {
            throw new UnfitMethodException("key = \"" + text + "\": it has no parameter " + head + "; " + known());
        }
        return new KeyParameter(all.get(index), tail(text));
    }

    private int named(String name) {
        return annotated.parameterNames().indexOf(name);
    }

    /** {@code p0}, or {@code a0}, is the first. */
    private static int positioned(String name) {
        boolean position = name.matches("[pa][0-9]{1,3}");
        return position ? Integer.parseInt(name.substring(1)) : -1;
    }

    private String known() {
        int count = annotated.declaration().getParameters().size();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("p" + i);
        }
        String positions = count == 0 ? "it has none" : "allowed: " + String.join(", ", names);
        List<String> named =
                annotated.parameterNames().stream().filter(Objects::nonNull).toList();
        return named.isEmpty()
                ? positions + (count == 0 ? "" : " (its class file has no names)")
                : positions + ", or by name " + String.join(", ", named);
    }

    private static String head(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? text : text.substring(0, dot);
    }

    private static String tail(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? "" : text.substring(dot + 1);
    }
}
