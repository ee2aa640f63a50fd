package dev.tiercel.weaving;

import dev.tiercel.key.KeyPart;
import dev.tiercel.readthrough.MethodSpec.Each;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;

/** A method that answers many keys at once: which parameter holds them, and what it returns. Of one thread. */
final class OwnEach {
    private static final Set<String> MANY =
            Set.of("java.lang.Iterable", "java.util.Collection", "java.util.List", "java.util.Set");

    private static final String MAP = "java.util.Map";

    private final Each each;
    private final List<KeyPart> key = new ArrayList<>();
    private final TypeDescription.Generic element;

    /** @param keys the parameters that form the key */
    OwnEach(AnnotatedMethod annotated, AnnotationDescription cached, List<ParameterDescription> keys, Handover handover)
            throws UnfitMethodException {
        TypeDescription.Generic returned = annotated.declaration().getReturnType();
        String values = returned.asErasure().getName();
        if (!MANY.contains(values) && !values.equals(MAP)) {
            throw unfit("it returns a " + values + "; a List, Set, Collection, Iterable or Map is allowed");
        }
        element = last(returned);
        ParameterDescription many = many(keys);
        for (ParameterDescription parameter : keys) {
            key.add(
                    parameter.equals(many)
                            ? element(many, handover)
                            : handover.part(parameter, OwnKeys.path(parameter)));
        }
        String elementKey = Annotations.text(cached, "elementKey");
        if (!values.equals(MAP)) {
            Paths.check("elementKey", elementKey, element.asErasure());
        }
        each = new Each(
                many.getIndex(),
                handover.position(many),
                many.getType().asErasure().getName(),
                elementKey,
                values,
                !Annotations.text(cached, "negativeTtl").isEmpty());
    }

    Each each() {
        return each;
    }

    /** The part of the parameter that holds the keys stands for one of them. */
    List<KeyPart> key() {
        return key;
    }

    /** What the method returns, whose elements are shared one by one. */
    Result result(Result ofAll) throws UnfitMethodException {
        if (ofAll.wrapper() != Wrapper.NONE || ofAll.optional()) {
            throw unfit("what it returns comes in something else; a List, Set, Collection, Iterable or Map is allowed");
        }
        return new Result(Wrapper.NONE, false, ofAll.value(), ofAll.erased(), Immutability.isImmutableElement(element));
    }

    private static ParameterDescription many(List<ParameterDescription> keys) throws UnfitMethodException {
        List<ParameterDescription> all = keys.stream()
                .filter(parameter -> parameter.getType().isArray()
                        || MANY.contains(parameter.getType().asErasure().getName()))
                .toList();
        if (all.size() != 1) {
            throw unfit(all.size() + " of its key parameters are a Collection, Iterable, List, Set or array;"
                    + " exactly one has to hold the keys (mark those that form the key by @CacheKey)");
        }
        return all.get(0);
    }

    private static KeyPart element(ParameterDescription many, Handover handover) throws UnfitMethodException {
        TypeDescription.Generic type =
                many.getType().isArray() ? many.getType().getComponentType() : last(many.getType());
        ParameterDescription one = new ParameterDescription.Latent(
                many.getDeclaringMethod().asDefined(), type, many.getIndex(), many.getOffset());
        return KeyTypes.part(one, handover.position(many), OwnKeys.path(many));
    }

    /** The type of an element, or of a map's value. */
    private static TypeDescription.Generic last(TypeDescription.Generic type) throws UnfitMethodException {
        if (!type.getSort().isParameterized()) {
            throw unfit("its " + type.asErasure().getSimpleName() + " does not say of what; write the element's type");
        }
        List<TypeDescription.Generic> arguments = type.getTypeArguments();
        TypeDescription.Generic last = arguments.get(arguments.size() - 1);
        boolean bounded = last.getSort().isWildcard() || last.getSort().isTypeVariable();
        return bounded ? last.getUpperBounds().get(0) : last;
    }

    private static UnfitMethodException unfit(String reason) {
        return new UnfitMethodException("each = true: " + reason);
    }
}
