package dev.tiercel.weaving;

import dev.tiercel.codec.ValueType;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import dev.tiercel.readthrough.ReactorNames;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.List;
import java.util.Set;

/** What a method's return type means for caching. Every dialect reads it here. */
final class ReturnTypes {
    private static final String OPTIONAL = "java.util.Optional";
    private static final Set<String> NOTHING = Set.of("void", "java.lang.Void", "kotlin.Unit");

    private ReturnTypes() {}

    /** What a method returns whose result is kept: one that reads, or one that puts. */
    static Result kept(AnnotatedMethod annotated, String otherwise) throws UnfitMethodException {
        Result result = any(annotated);
        if (NOTHING.contains(result.value().className())) {
            throw new UnfitMethodException("it returns nothing that could be kept; " + otherwise);
        }
        TypeDescription type = annotated.declaration().getReturnType();
        UnfitResults.checkKept(result.wrapper() == Wrapper.NONE ? type : argument(type));
        return result;
    }

    /** What a method returns whose result is not kept, but waited for where it comes later. */
    static Result any(AnnotatedMethod annotated) throws UnfitMethodException {
        TypeDescription type = annotated.declaration().getReturnType();
        UnfitResults.checkLater(annotated, type);
        Wrapper wrapper = wrapper(type.asErasure().getName());
        TypeDescription content = wrapper == Wrapper.NONE ? type : argument(type);
        boolean optional =
                wrapper != Wrapper.FLUX && content.asErasure().getName().equals(OPTIONAL);
        TypeDescription value = optional ? argument(content) : content;
        if (wrapper == Wrapper.FLUX) {
            ValueType elements = new ValueType("java.util.List", List.of(valueType(value)));
            return new Result(wrapper, false, elements, elements.className(), Immutability.isShareable(value));
        }
        ValueType declared = valueType(value);
        // Methods that return a value in different forms share its entries.
        boolean isBare = wrapper == Wrapper.NONE && !optional;
        String erased = isBare ? annotated.method().getReturnType().asErasure().getName() : declared.className();
        return new Result(wrapper, optional, declared, erased, Immutability.isShareable(value));
    }

    /**
     * The class of the value, without what it comes in.
     *
     * @param each whether it is an element of what is returned, or a value of a map
     */
    static TypeDescription value(TypeDescription returned, boolean each) {
        TypeDescription at = returned;
        if (wrapper(at.asErasure().getName()) != Wrapper.NONE) {
            at = argument(at);
        }
        if (at.asErasure().getName().equals(OPTIONAL)) {
            at = argument(at);
        }
        if (each && at.isParameterized()) {
            at = Types.bound(at.getTypeArguments().get(at.getTypeArguments().size() - 1));
        }
        return at.asErasure();
    }

    private static Wrapper wrapper(String name) {
        if (name.equals(ReactorNames.MONO)) {
            return Wrapper.MONO;
        }
        if (name.equals(ReactorNames.FLUX) || name.equals(ReactorNames.PUBLISHER)) {
            return Wrapper.FLUX;
        }
        return switch (name) {
            case "java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture" -> Wrapper.STAGE;
            default -> Wrapper.NONE;
        };
    }

    /** True where the loader sees Reactor, which makes a publisher of what is kept. */
    static boolean seesReactor(ClassLoader loader) {
        return loader.getResource(ReactorNames.FLUX.replace('.', '/') + ".class") != null;
    }

    /** The one type argument; Object where it is not said. */
    private static TypeDescription argument(TypeDescription type) {
        return type.isParameterized() ? Types.bound(type.getTypeArguments().get(0)) : TypeDescription.OBJECT;
    }

    /** The declared type by name; a type variable or wildcard is its bound. */
    static ValueType valueType(TypeDescription declared) {
        TypeDescription type = Types.bound(declared);
        if (type.isParameterized()) {
            List<ValueType> arguments =
                    type.getTypeArguments().stream().map(ReturnTypes::valueType).toList();
            return new ValueType(type.asErasure().getName(), arguments);
        }
        return ValueType.of(type.asErasure().getName());
    }
}
