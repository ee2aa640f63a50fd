package dev.tiercel.weaving;

import dev.tiercel.codec.ValueType;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import java.util.List;
import java.util.Map;
import net.bytebuddy.description.type.TypeDescription;

/** What a method's return type means for caching. */
final class ReturnTypes {
    private static final String ONCE = " can be read once only; return a List";
    private static final String LATER = "a result that comes later is not cached; cache the method that computes it";
    private static final String PUBLISHED = "a publisher is not cached; cache the method that it calls";

    /**
     * Results that are used up by their first reader, or are not there yet when the method returns. In this order: a
     * stream can be closed too, but that says less.
     */
    private static final List<Map.Entry<String, String>> UNFIT = List.of(
            Map.entry("java.util.stream.BaseStream", "a stream" + ONCE),
            Map.entry("java.util.Iterator", "an iterator" + ONCE),
            Map.entry("java.util.concurrent.CompletionStage", LATER),
            Map.entry("java.util.concurrent.Future", LATER),
            Map.entry("java.util.concurrent.Flow$Publisher", PUBLISHED),
            Map.entry("org.reactivestreams.Publisher", PUBLISHED),
            Map.entry("java.lang.AutoCloseable", "what has to be closed cannot be shared; return its content"));

    private ReturnTypes() {}

    static void checkRead(TypeDescription.Generic type) throws UnfitMethodException {
        if (type.represents(void.class) || type.represents(Void.class)) {
            throw new UnfitMethodException("it returns nothing that could be cached; remove the annotation");
        }
        checkPlain(type);
    }

    static void checkPut(TypeDescription.Generic type) throws UnfitMethodException {
        if (type.represents(void.class) || type.represents(Void.class)) {
            throw new UnfitMethodException("it returns nothing to put; use @CacheInvalidate, or return the new value");
        }
        checkPlain(type);
    }

    static void checkInvalidate(TypeDescription.Generic type) throws UnfitMethodException {
        if (Types.isAssignableTo(type, "org.reactivestreams.Publisher")
                || Types.isAssignableTo(type, "java.util.concurrent.Flow$Publisher")) {
            throw new UnfitMethodException("its change happens only when its publisher is subscribed to;"
                    + " annotate the method that makes the change");
        }
    }

    private static void checkPlain(TypeDescription.Generic type) throws UnfitMethodException {
        for (Map.Entry<String, String> unfit : UNFIT) {
            if (Types.isAssignableTo(type, unfit.getKey())) {
                throw new UnfitMethodException(
                        "it returns a " + type.asErasure().getName() + ", and " + unfit.getValue());
            }
        }
    }

    /** What the method returns; whether it can be cached is checked elsewhere. */
    static Result result(AnnotatedMethod annotated) {
        TypeDescription.Generic type = annotated.declaration().getReturnType();
        boolean optional = type.asErasure().getName().equals("java.util.Optional");
        ValueType declared = valueType(type);
        ValueType value = optional && !declared.arguments().isEmpty()
                ? declared.arguments().get(0)
                : declared;
        return new Result(
                Wrapper.NONE,
                optional,
                value,
                annotated.method().getReturnType().asErasure().getName(),
                false);
    }

    /** The declared type by name; a type variable or wildcard is its bound. */
    static ValueType valueType(TypeDescription.Generic type) {
        if (type.getSort().isParameterized()) {
            List<ValueType> arguments =
                    type.getTypeArguments().stream().map(ReturnTypes::valueType).toList();
            return new ValueType(type.asErasure().getName(), arguments);
        }
        if (type.getSort().isWildcard() || type.getSort().isTypeVariable()) {
            return valueType(type.getUpperBounds().get(0));
        }
        return ValueType.of(type.asErasure().getName());
    }
}
