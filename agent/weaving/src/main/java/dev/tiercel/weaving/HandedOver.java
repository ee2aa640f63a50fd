package dev.tiercel.weaving;

import dev.tiercel.key.KeyRecipe;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * What a woven method hands over to its constant handles: boxed where it is primitive, and one by one (up to four; more go
 * as an array), for an argument array made for every call would be most of what a hit costs. All arguments, and the
 * receiver, are only handed over on the way of a miss.
 *
 * @param id says in the constant which method it is
 * @param parameters which of its parameters, in order, from 0
 * @param byReceiver see {@link WovenMethod}
 */
record HandedOver(String id, List<Integer> parameters, boolean byReceiver) {
    private static final String OBJECT = Type.getDescriptor(Object.class);

    HandedOver {
        parameters = List.copyOf(parameters);
    }

    /** @param mark what is put behind the method's name */
    static HandedOver by(WovenMethod method, String mark) {
        List<Integer> parameters =
                method.passed().stream().map(each -> each.getIndex()).toList();
        return new HandedOver(method.id() + mark, parameters, method.byReceiver());
    }

    boolean asArray() {
        return parameters.size() > KeyRecipe.MAX_SPREAD;
    }

    /**
     * Puts the handle for a role on the stack, below its arguments.
     *
     * @param spare a local variable that is free
     */
    void load(MethodVisitor code, Site site, Role role, int spare) {
        LinkConstant.load(code, site, role, handleType(role), id, spare);
    }

    void invoke(MethodVisitor code, Role role) {
        LinkConstant.invoke(code, handleType(role));
    }

    private String handleType(Role role) {
        StringBuilder type = new StringBuilder("(");
        if (byReceiver) {
            type.append(OBJECT);
        }
        type.append(asArray() ? AroundBody.OBJECTS : OBJECT.repeat(parameters.size()));
        switch (role) {
            case OPEN -> type.append(OBJECT).append(AroundBody.OBJECTS);
            case AFTER ->
                type.append(OBJECT).append(Type.getDescriptor(Throwable.class)).append(OBJECT);
            default -> {}
        }
        return type.append(')').append(OBJECT).toString();
    }
}
