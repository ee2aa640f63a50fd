package dev.tiercel.weaving;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.ArgumentHandler;
import net.bytebuddy.asm.Advice.OffsetMapping;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.NullConstant;
import net.bytebuddy.implementation.bytecode.member.HandleInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.utility.JavaConstant;

/**
 * A call of a woven method's constant handle, in place of an advice parameter. What is handed over is boxed where it is
 * primitive and passed one by one (up to four; more go as an array): an argument array made for every call would be most
 * of what a hit costs. All arguments, and the receiver, are only passed on the way of a miss.
 */
final class LinkedCall implements OffsetMapping {
    private static final TypeDescription OBJECT = TypeDescription.ForLoadedType.of(Object.class);
    private static final TypeDescription THROWABLE = TypeDescription.ForLoadedType.of(Throwable.class);
    private static final TypeDescription ARRAY = TypeDescription.ForLoadedType.of(Object[].class);

    private final WovenMethod method;
    private final int classVersion;
    private final Role role;
    private final String mark;

    /**
     * @param classVersion the class file's major version
     * @param mark what is put behind the method's name
     */
    LinkedCall(WovenMethod method, int classVersion, Role role, String mark) {
        this.method = method;
        this.classVersion = classVersion;
        this.role = role;
        this.mark = mark;
    }

    @Override
    public Target resolve(
            TypeDescription instrumentedType,
            MethodDescription instrumentedMethod,
            Assigner assigner,
            ArgumentHandler arguments,
            Advice.OffsetMapping.Sort sort) {
        JavaConstant.MethodType type = handleType(role, method);
        List<StackManipulation> steps = new ArrayList<>();
        steps.add(LinkConstant.load(instrumentedType, classVersion, role, type, method.id() + mark));
        if (method.byReceiver()) {
            steps.add(receiver(arguments));
        }
        steps.add(passed(assigner, arguments));
        if (role == Role.OPEN) {
            steps.add(receiver(arguments));
            steps.add(
                    method.handsOverArray() && method.passesAll()
                            ? kept(arguments)
                            : new PassedArray(method.method().getParameters()).made(assigner, arguments));
        }
        if (role == Role.AFTER) {
            steps.add(returned(instrumentedMethod, assigner, arguments));
            steps.add(MethodVariableAccess.REFERENCE.loadFrom(arguments.thrown()));
            steps.add(MethodVariableAccess.REFERENCE.loadFrom(arguments.enter()));
        }
        steps.add(new HandleInvocation(type));
        return new Target.ForStackManipulation(new StackManipulation.Compound(steps));
    }

    /** The type of a method's handle for a role. */
    static JavaConstant.MethodType handleType(Role role, WovenMethod method) {
        List<TypeDescription> parameters = new ArrayList<>();
        if (method.byReceiver()) {
            parameters.add(OBJECT);
        }
        if (method.handsOverArray()) {
            parameters.add(ARRAY);
        } else {
            method.passed().forEach(any -> parameters.add(OBJECT));
        }
        switch (role) {
            case OPEN -> parameters.addAll(List.of(OBJECT, ARRAY));
            case AFTER -> parameters.addAll(List.of(OBJECT, THROWABLE, OBJECT));
            default -> {}
        }
        return JavaConstant.MethodType.of(OBJECT, parameters);
    }

    private StackManipulation passed(Assigner assigner, ArgumentHandler arguments) {
        if (!method.handsOverArray()) {
            return new StackManipulation.Compound(PassedArray.boxed(method.passed(), assigner, arguments));
        }
        return method.isRead() ? kept(arguments) : new PassedArray(method.passed()).made(assigner, arguments);
    }

    /** What a method that reads has made already. */
    private static StackManipulation kept(ArgumentHandler arguments) {
        return MethodVariableAccess.REFERENCE.loadFrom(arguments.named(ReadManyAdvice.LOCAL));
    }

    private StackManipulation receiver(ArgumentHandler arguments) {
        return method.method().isStatic()
                ? NullConstant.INSTANCE
                : MethodVariableAccess.REFERENCE.loadFrom(arguments.argument(ArgumentHandler.THIS_REFERENCE));
    }

    private static StackManipulation returned(
            MethodDescription instrumentedMethod, Assigner assigner, ArgumentHandler arguments) {
        TypeDescription.Generic type = instrumentedMethod.getReturnType();
        return type.represents(void.class)
                ? NullConstant.INSTANCE
                : PassedArray.boxed(type, arguments.returned(), assigner);
    }
}
