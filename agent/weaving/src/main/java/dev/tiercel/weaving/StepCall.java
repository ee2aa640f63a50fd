package dev.tiercel.weaving;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.ArgumentHandler;
import net.bytebuddy.asm.Advice.OffsetMapping;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.member.HandleInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.JavaConstant;

/** The calls that stand in a framework's interceptor in place of the parameters of {@link StepAdvice}. */
final class StepCall {
    private static final TypeDescription OBJECT = TypeDescription.ForLoadedType.of(Object.class);

    /** {@code (interceptor, target, call)Object} */
    private static final JavaConstant.MethodType STEP =
            JavaConstant.MethodType.of(OBJECT, List.of(OBJECT, OBJECT, OBJECT));

    private StepCall() {}

    /** @param classVersion the class file's major version */
    static Advice advice(
            Interceptor interceptor,
            MethodDescription.InDefinedShape method,
            int classVersion,
            ClassFileLocator ownClasses) {
        return Advice.withCustomMapping()
                .bind(StepAdvice.Step.class, step(interceptor, method, classVersion))
                .bind(StepAdvice.Proceeded.class, proceeded(interceptor, method))
                .to(StepAdvice.class, ownClasses);
    }

    static String id(MethodDescription method) {
        return method.getInternalName() + method.getDescriptor();
    }

    private static OffsetMapping step(
            Interceptor interceptor, MethodDescription.InDefinedShape method, int classVersion) {
        return (type, instrumented, assigner, arguments, sort) -> {
            List<StackManipulation> steps = new ArrayList<>();
            steps.add(LinkConstant.load(type, classVersion, Role.STEP, STEP, id(method)));
            steps.add(load(arguments, ArgumentHandler.THIS_REFERENCE));
            if (interceptor == Interceptor.MICRONAUT) {
                int context = offset(method, 0);
                steps.add(load(arguments, context));
                steps.add(invoke(parameter(method), "getTarget"));
                steps.add(load(arguments, context));
            } else {
                steps.add(load(arguments, offset(method, 1)));
                steps.add(load(arguments, offset(method, 2)));
            }
            steps.add(new HandleInvocation(STEP));
            return new OffsetMapping.Target.ForStackManipulation(new StackManipulation.Compound(steps));
        };
    }

    /** The first argument is what runs the intercepted method. */
    private static OffsetMapping proceeded(Interceptor interceptor, MethodDescription.InDefinedShape method) {
        String name = interceptor == Interceptor.MICRONAUT ? "proceed" : "invoke";
        return (type, instrumented, assigner, arguments, sort) -> new OffsetMapping.Target.ForStackManipulation(
                new StackManipulation.Compound(load(arguments, offset(method, 0)), invoke(parameter(method), name)));
    }

    private static TypeDescription parameter(MethodDescription method) {
        return method.getParameters().get(0).getType().asErasure();
    }

    private static int offset(MethodDescription.InDefinedShape method, int parameter) {
        return method.getParameters().get(parameter).getOffset();
    }

    private static StackManipulation load(ArgumentHandler arguments, int offset) {
        return MethodVariableAccess.REFERENCE.loadFrom(arguments.argument(offset));
    }

    /** A method {@code ()Object} of the framework's interface, or of one that it extends. */
    private static StackManipulation invoke(TypeDescription owner, String name) {
        TypeDescription named = new TypeDescription.Latent(
                owner.getName(),
                Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT,
                OBJECT.asGenericType());
        return MethodInvocation.invoke(new MethodDescription.Latent(
                named,
                name,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
                List.of(),
                OBJECT.asGenericType(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null));
    }
}
