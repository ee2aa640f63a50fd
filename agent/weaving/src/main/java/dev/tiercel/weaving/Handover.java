package dev.tiercel.weaving;

import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyRecipe;
import dev.tiercel.weaving.description.ParameterDescription;
import java.util.ArrayList;
import java.util.List;

/**
 * Which arguments a woven method hands over, collected as keys and conditions ask for them; each stands there once.
 * Of one thread.
 */
final class Handover {
    private final AnnotatedMethod annotated;
    private final List<Integer> indexes = new ArrayList<>();

    Handover(AnnotatedMethod annotated) {
        this.annotated = annotated;
    }

    /** True where so many go as an array: then all should, for the array of all arguments can be the same one. */
    static boolean needsArray(int parameters) {
        return parameters > KeyRecipe.MAX_SPREAD;
    }

    /** A condition speaks of any parameter, so it is given all of them, in order. To be said before any part is made. */
    void all() {
        if (!indexes.isEmpty()) {
            throw new IllegalStateException("parts were made already");
        }
        annotated.method().getParameters().forEach(parameter -> indexes.add(parameter.getIndex()));
    }

    /**
     * The part of a key that a parameter is, which is handed over from now on.
     *
     * @param parameter of the declaration
     * @param path as in {@code @CacheKey}; empty: the parameter itself
     */
    KeyPart part(ParameterDescription parameter, String path) throws UnfitMethodException {
        return KeyTypes.part(parameter, position(parameter), path);
    }

    /** Where the parameter is among the arguments handed over, from now on. */
    int position(ParameterDescription parameter) {
        int known = indexes.indexOf(parameter.getIndex());
        if (known >= 0) {
            return known;
        }
        indexes.add(parameter.getIndex());
        return indexes.size() - 1;
    }

    /** The parameters handed over, in the woven class. */
    List<ParameterDescription> passed() {
        return indexes.stream()
                .<ParameterDescription>map(
                        index -> annotated.method().getParameters().get(index))
                .toList();
    }
}
