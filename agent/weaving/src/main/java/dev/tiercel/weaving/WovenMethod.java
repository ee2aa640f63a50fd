package dev.tiercel.weaving;

import dev.tiercel.readthrough.MethodSpec;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;

/**
 * A method to weave: where it is, which of its parameters form the key, and what its annotations say.
 *
 * @param method in the class that is woven
 * @param keys its key parameters, in order
 * @param spec what its annotations say, wherever they stand
 */
record WovenMethod(
        MethodDescription.InDefinedShape method, List<ParameterDescription.InDefinedShape> keys, MethodSpec spec) {

    /** Name and descriptor: which method of its class it is. */
    String id() {
        return method.getInternalName() + method.getDescriptor();
    }

    boolean isRead() {
        return spec.read() != null;
    }
}
