package dev.tiercel.weaving;

import dev.tiercel.transaction.JdbcCall;
import dev.tiercel.transaction.Transactions;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/** The handles that a call of JDBC is surrounded with. */
final class JdbcLink {
    private JdbcLink() {}

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
