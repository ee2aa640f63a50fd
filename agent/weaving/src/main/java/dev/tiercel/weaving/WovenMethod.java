package dev.tiercel.weaving;

import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.ParameterDescription;
import java.util.List;

/**
 * A method to weave: where it is, which of its arguments are handed over, and what is said of it.
 *
 * @param method in the class that is woven
 * @param passed the parameters handed over, in order
 * @param spec what is said of it, wherever that stands
 * @param byReceiver true: every handle takes the receiver before anything else, for what is to be done depends on its
 *     class
 */
record WovenMethod(MethodDescription method, List<ParameterDescription> passed, MethodSpec spec, boolean byReceiver) {
    WovenMethod {
        passed = List.copyOf(passed);
    }

    /** One that is the same for every receiver. */
    WovenMethod(MethodDescription method, List<ParameterDescription> passed, MethodSpec spec) {
        this(method, passed, spec, false);
    }

    /** Name and descriptor: which method of its class it is. */
    String id() {
        return method.getName() + method.getDescriptor();
    }

    boolean isRead() {
        return spec.read() != null;
    }
}
