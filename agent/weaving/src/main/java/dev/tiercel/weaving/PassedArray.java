package dev.tiercel.weaving;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.ArgumentHandler;
import net.bytebuddy.asm.Advice.OffsetMapping;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.collection.ArrayFactory;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;

/** An array of arguments, boxed where they are primitive, in place of an advice parameter. */
final class PassedArray implements OffsetMapping {
    private static final TypeDescription.Generic OBJECT =
            TypeDescription.ForLoadedType.of(Object.class).asGenericType();

    private final List<ParameterDescription.InDefinedShape> parameters;

    PassedArray(List<ParameterDescription.InDefinedShape> parameters) {
        this.parameters = parameters;
    }

    @Override
    public Target resolve(
            TypeDescription instrumentedType,
            MethodDescription instrumentedMethod,
            Assigner assigner,
            ArgumentHandler arguments,
            Advice.OffsetMapping.Sort sort) {
        return new Target.ForStackManipulation(made(assigner, arguments));
    }

    /** Makes it. */
    StackManipulation made(Assigner assigner, ArgumentHandler arguments) {
        return ArrayFactory.forType(OBJECT).withValues(boxed(parameters, assigner, arguments));
    }

    /** The arguments, each to be put on the stack. */
    static List<StackManipulation> boxed(
            List<ParameterDescription.InDefinedShape> parameters, Assigner assigner, ArgumentHandler arguments) {
        List<StackManipulation> values = new ArrayList<>();
        for (ParameterDescription parameter : parameters) {
            values.add(boxed(parameter.getType(), arguments.argument(parameter.getOffset()), assigner));
        }
        return values;
    }

    /** A local variable, to be put on the stack. */
    static StackManipulation boxed(TypeDescription.Generic type, int offset, Assigner assigner) {
        return new StackManipulation.Compound(
                MethodVariableAccess.of(type).loadFrom(offset), assigner.assign(type, OBJECT, Assigner.Typing.STATIC));
    }
}
