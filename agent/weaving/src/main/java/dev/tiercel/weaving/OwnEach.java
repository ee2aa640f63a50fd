package dev.tiercel.weaving;

import dev.tiercel.key.KeyPart;
import dev.tiercel.readthrough.MethodSpec.Each;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import dev.tiercel.weaving.description.ParameterDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A method that answers many keys at once: which parameter holds them, and what it returns. Of one thread. */
final class OwnEach {
    private static final Set<String> MANY =
            Set.of("java.lang.Iterable", "java.util.Collection", "java.util.List", "java.util.Set");

    private static final String MAP = "java.util.Map";

    private final Each each;
    private final List<KeyPart> key = new ArrayList<>();
    private final TypeDescription element;

    /**
     * @param keys the parameters that form the key
     * @param elementKey the path from a value to its key
     * @param keepsAbsent whether keys without a value are kept as such
     */
    OwnEach(
            AnnotatedMethod annotated,
            List<KeyParameter> keys,
            String elementKey,
            boolean keepsAbsent,
            Handover handover)
            throws UnfitMethodException {
        TypeDescription returned = annotated.declaration().getReturnType();
        String values = returned.asErasure().getName();
        if (!MANY.contains(values) && !values.equals(MAP)) {
            throw unfit("it returns a " + values + "; a List, Set, Collection, Iterable or Map is allowed");
        }
        element = last(returned);
        if (element.asErasure().getName().equals("java.util.Optional")) {
            throw unfit("its values are Optionals; leave out those that are not there instead");
        }
        KeyParameter holding = many(keys);
        ParameterDescription many = holding.parameter();
        for (KeyParameter each : keys) {
            key.add(each.equals(holding) ? element(holding, handover) : handover.part(each.parameter(), each.path()));
        }
        if (!values.equals(MAP)) {
            Paths.check("elementKey", elementKey, element.asErasure());
        }
        each = new Each(
                many.getIndex(),
                handover.position(many),
                many.getType().asErasure().getName(),
                elementKey,
                values,
                keepsAbsent);
    }

    Each each() {
        return each;
    }

    /** The part of the parameter that holds the keys stands for one of them. */
    List<KeyPart> key() {
        return key;
    }

    /** One of the values that the method returns: that of an entry, as a method has it that answers one key. */
    Result result() {
        return new Result(
                Wrapper.NONE,
                false,
                ReturnTypes.valueType(element),
                element.asErasure().getName(),
                Immutability.isShareable(element));
    }

    private static KeyParameter many(List<KeyParameter> keys) throws UnfitMethodException {
        List<KeyParameter> all =
                keys.stream().filter(each -> isMany(each.parameter())).toList();
        if (all.size() != 1) {
            throw unfit(
                    all.size() + " of its key parameters are a Collection, Iterable, List, Set or array;"
                            + " exactly one has to hold the keys (mark those that form the key by @CacheKey, or name them by key in a rule)");
        }
        return all.get(0);
    }

    private static boolean isMany(ParameterDescription parameter) {
        return parameter.getType().isArray()
                || MANY.contains(parameter.getType().asErasure().getName());
    }

    private static KeyPart element(KeyParameter holding, Handover handover) throws UnfitMethodException {
        ParameterDescription many = holding.parameter();
        TypeDescription element = many.getType().getComponentType();
        TypeDescription type = element == null ? last(many.getType()) : element;
        return KeyTypes.part(many.withType(type), handover.position(many), holding.path());
    }

    /** The type of an element, or of a map's value. */
    private static TypeDescription last(TypeDescription type) throws UnfitMethodException {
        if (!type.isParameterized()) {
            throw unfit("its " + type.asErasure().getSimpleName() + " does not say of what; write the element's type");
        }
        List<TypeDescription> arguments = type.getTypeArguments();
        return Types.bound(arguments.get(arguments.size() - 1));
    }

    private static UnfitMethodException unfit(String reason) {
        return new UnfitMethodException("each = true: " + reason);
    }
}
