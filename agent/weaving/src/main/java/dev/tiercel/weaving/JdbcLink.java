package dev.tiercel.weaving;

import dev.tiercel.transaction.JdbcCall;
import dev.tiercel.transaction.Transactions;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.ArgumentHandler;
import net.bytebuddy.asm.Advice.OffsetMapping;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.NullConstant;
import net.bytebuddy.implementation.bytecode.member.HandleInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.utility.JavaConstant;

/** The calls of handles that stand in a call of JDBC in place of the parameters of {@link JdbcAdvice}, and the handles. */
final class JdbcLink {
    private static final TypeDescription OBJECT = TypeDescription.ForLoadedType.of(Object.class);
    private static final TypeDescription THROWABLE = TypeDescription.ForLoadedType.of(Throwable.class);

    /** {@code (receiver, first argument)Object} */
    private static final JavaConstant.MethodType BEGIN = JavaConstant.MethodType.of(OBJECT, List.of(OBJECT, OBJECT));

    /** {@code (begun, returned, thrown)Object} */
    private static final JavaConstant.MethodType END =
            JavaConstant.MethodType.of(OBJECT, List.of(OBJECT, OBJECT, THROWABLE));

    private JdbcLink() {}

    /** @param classVersion the class file's major version */
    static Advice advice(JdbcCall call, int classVersion, ClassFileLocator ownClasses) {
        return Advice.withCustomMapping()
                .bind(JdbcAdvice.Begin.class, begin(call, classVersion))
                .bind(JdbcAdvice.End.class, end(call, classVersion))
                .to(JdbcAdvice.class, ownClasses);
    }

    private static OffsetMapping begin(JdbcCall call, int classVersion) {
        return (type, method, assigner, arguments, sort) -> {
            List<StackManipulation> steps = new ArrayList<>();
            steps.add(LinkConstant.load(type, classVersion, Role.JDBC_BEGIN, BEGIN, call.name()));
            steps.add(MethodVariableAccess.REFERENCE.loadFrom(arguments.argument(ArgumentHandler.THIS_REFERENCE)));
            if (method.getParameters().isEmpty()) {
                steps.add(NullConstant.INSTANCE);
            } else {
                ParameterDescription first = method.getParameters().get(0);
                steps.add(PassedArray.boxed(first.getType(), arguments.argument(first.getOffset()), assigner));
            }
            steps.add(new HandleInvocation(BEGIN));
            return new OffsetMapping.Target.ForStackManipulation(new StackManipulation.Compound(steps));
        };
    }

    private static OffsetMapping end(JdbcCall call, int classVersion) {
        return (type, method, assigner, arguments, sort) ->
                new OffsetMapping.Target.ForStackManipulation(new StackManipulation.Compound(
                        LinkConstant.load(type, classVersion, Role.JDBC_END, END, call.name()),
                        MethodVariableAccess.REFERENCE.loadFrom(arguments.enter()),
                        returned(method, assigner, arguments),
                        MethodVariableAccess.REFERENCE.loadFrom(arguments.thrown()),
                        new HandleInvocation(END)));
    }

    private static StackManipulation returned(MethodDescription method, Assigner assigner, ArgumentHandler arguments) {
        TypeDescription.Generic type = method.getReturnType();
        return type.represents(void.class)
                ? NullConstant.INSTANCE
                : PassedArray.boxed(type, arguments.returned(), assigner);
    }

    /** The handles of a call, by their roles. */
    static Map<Role, MethodHandle> handles(Transactions transactions, JdbcCall call) {
        MethodType enter = MethodType.methodType(Object.class, JdbcCall.class, Object.class, Object.class);
        MethodType exit = MethodType.methodType(Object.class, Object.class, Object.class, Throwable.class);
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle failed =
                    lookup.bind(transactions, "failed", MethodType.methodType(Object.class, Throwable.class));
            MethodHandle begin = MethodHandles.insertArguments(lookup.bind(transactions, "enter", enter), 0, call);
            MethodHandle end = lookup.bind(transactions, "exit", exit);
            return Map.of(
                    Role.JDBC_BEGIN,
                    MethodHandles.catchException(begin, Throwable.class, failed),
                    Role.JDBC_END,
                    MethodHandles.catchException(end, Throwable.class, failed));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
