package dev.tiercel.weaving;

import dev.tiercel.key.KeyRecipe;
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
import net.bytebuddy.implementation.bytecode.constant.NullConstant;
import net.bytebuddy.implementation.bytecode.member.HandleInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.utility.JavaConstant;

/**
 * A call of a woven method's constant handle, in place of an advice parameter. Key arguments are boxed where they are
 * primitive and passed one by one (up to four; more go as an array): an argument array made for every call would be most
 * of what a hit costs.
 */
final class LinkedCall implements OffsetMapping {
    private static final TypeDescription OBJECT = TypeDescription.ForLoadedType.of(Object.class);
    private static final TypeDescription THROWABLE = TypeDescription.ForLoadedType.of(Throwable.class);
    private static final TypeDescription LONG = TypeDescription.ForLoadedType.of(long.class);
    private static final TypeDescription VOID = TypeDescription.ForLoadedType.of(void.class);
    private static final TypeDescription ARRAY = TypeDescription.ForLoadedType.of(Object[].class);

    private final WovenMethod method;
    private final int classVersion;
    private final Role role;

    /** @param classVersion the class file's major version */
    LinkedCall(WovenMethod method, int classVersion, Role role) {
        this.method = method;
        this.classVersion = classVersion;
        this.role = role;
    }

    @Override
    public Target resolve(
            TypeDescription instrumentedType,
            MethodDescription instrumentedMethod,
            Assigner assigner,
            ArgumentHandler argumentHandler,
            Advice.OffsetMapping.Sort sort) {
        JavaConstant.MethodType type = handleType(role, method.passed().size());
        List<StackManipulation> steps = new ArrayList<>();
        steps.add(LinkConstant.load(instrumentedType, classVersion, role, type, method.id()));
        if (role != Role.BEGIN) {
            steps.add(keyArguments(assigner, argumentHandler));
        }
        if (role == Role.AFTER) {
            steps.add(returned(instrumentedMethod, assigner, argumentHandler));
            steps.add(MethodVariableAccess.REFERENCE.loadFrom(argumentHandler.thrown()));
            steps.add(MethodVariableAccess.LONG.loadFrom(argumentHandler.enter()));
        }
        steps.add(new HandleInvocation(type));
        if (role == Role.AFTER) {
            steps.add(NullConstant.INSTANCE);
        }
        return new Target.ForStackManipulation(new StackManipulation.Compound(steps));
    }

    /** The type of the handle for a method with so many key parameters. */
    static JavaConstant.MethodType handleType(Role role, int keys) {
        if (role == Role.BEGIN) {
            return JavaConstant.MethodType.of(LONG, List.of());
        }
        List<TypeDescription> parameters = new ArrayList<>();
        if (keys > KeyRecipe.MAX_SPREAD) {
            parameters.add(ARRAY);
        } else {
            for (int i = 0; i < keys; i++) {
                parameters.add(OBJECT);
            }
        }
        if (role == Role.AFTER) {
            parameters.addAll(List.of(OBJECT, THROWABLE, LONG));
            return JavaConstant.MethodType.of(VOID, parameters);
        }
        return JavaConstant.MethodType.of(OBJECT, parameters);
    }

    private StackManipulation keyArguments(Assigner assigner, ArgumentHandler argumentHandler) {
        List<StackManipulation> arguments = new ArrayList<>();
        for (ParameterDescription key : method.passed()) {
            arguments.add(boxed(key.getType(), argumentHandler.argument(key.getOffset()), assigner));
        }
        return arguments.size() > KeyRecipe.MAX_SPREAD
                ? ArrayFactory.forType(OBJECT.asGenericType()).withValues(arguments)
                : new StackManipulation.Compound(arguments);
    }

    private static StackManipulation returned(
            MethodDescription instrumentedMethod, Assigner assigner, ArgumentHandler argumentHandler) {
        TypeDescription.Generic type = instrumentedMethod.getReturnType();
        return type.represents(void.class) ? NullConstant.INSTANCE : boxed(type, argumentHandler.returned(), assigner);
    }

    private static StackManipulation boxed(TypeDescription.Generic type, int offset, Assigner assigner) {
        return new StackManipulation.Compound(
                MethodVariableAccess.of(type).loadFrom(offset),
                assigner.assign(type, OBJECT.asGenericType(), Assigner.Typing.STATIC));
    }
}
