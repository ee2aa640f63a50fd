package dev.tiercel.weaving;

import dev.tiercel.key.KeyRecipe;
import dev.tiercel.readthrough.MethodSpec;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;

/**
 * A method to weave: where it is, which of its arguments are handed over, and what is said of it.
 *
 * @param method in the class that is woven
 * @param passed the parameters handed over, in order
 * @param spec what is said of it, wherever that stands
 * @param byReceiver true: every handle takes the receiver before anything else, for what is to be done depends on its
 *     class
 */
record WovenMethod(
        MethodDescription.InDefinedShape method,
        List<ParameterDescription.InDefinedShape> passed,
        MethodSpec spec,
        boolean byReceiver) {
    WovenMethod {
        passed = List.copyOf(passed);
    }

    /** One that is the same for every receiver. */
    WovenMethod(
            MethodDescription.InDefinedShape method,
            List<ParameterDescription.InDefinedShape> passed,
            MethodSpec spec) {
        this(method, passed, spec, false);
    }

    /** Name and descriptor: which method of its class it is. */
    String id() {
        return method.getInternalName() + method.getDescriptor();
    }

    boolean isRead() {
        return spec.read() != null;
    }

    /** True where what is handed over is too much to go one by one. */
    boolean handsOverArray() {
        return passed.size() > KeyRecipe.MAX_SPREAD;
    }

    /** True where what is handed over are the method's arguments as they stand. */
    boolean passesAll() {
        return passed.equals(method.getParameters());
    }
}
