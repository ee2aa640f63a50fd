package dev.tiercel.weaving;

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
 */
record WovenMethod(
        MethodDescription.InDefinedShape method, List<ParameterDescription.InDefinedShape> passed, MethodSpec spec) {
    WovenMethod {
        passed = List.copyOf(passed);
    }

    /** Name and descriptor: which method of its class it is. */
    String id() {
        return method.getInternalName() + method.getDescriptor();
    }

    boolean isRead() {
        return spec.read() != null;
    }
}
