package dev.tiercel.transaction;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connections that do what those of a driver and of a pool do, with the calls that are woven into both. */
public final class WovenJdbc {
    private static final Map<String, JdbcCall> CALLS = Map.ofEntries(
            Map.entry("setAutoCommit", JdbcCall.SET_AUTO_COMMIT),
            Map.entry("getAutoCommit", JdbcCall.GET_AUTO_COMMIT),
            Map.entry("commit", JdbcCall.COMMIT),
            Map.entry("close", JdbcCall.CLOSE),
            Map.entry("prepareStatement", JdbcCall.PREPARE),
            Map.entry("executeQuery", JdbcCall.QUERY),
            Map.entry("execute", JdbcCall.EXECUTE),
            Map.entry("executeUpdate", JdbcCall.UPDATE));

    private final Transactions transactions;

    public WovenJdbc(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What a connection of a driver does besides: it keeps its mode, and fails when it is told to. */
    private final class Driver {
        private boolean autoCommit = true;
        private boolean closed;

        @Nullable
        Object call(Object self, Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
            if (failing != null && failing.equals(method.getName())) {
                throw new SQLException("told to fail");
            }
            switch (method.getName()) {
                case "setAutoCommit" -> autoCommit = arguments != null && Boolean.TRUE.equals(arguments[0]);
                case "close" -> closed = true;
                case "getAutoCommit" -> {
                    return autoCommit;
                }
                case "isClosed" -> {
                    return closed;
                }
                case "createStatement", "prepareStatement" -> {
                    return statement(self, null, method.getReturnType());
                }
                default -> {}
            }
            return null;
        }
    }

    /** The method that a driver's connection fails at; null: none. */
    public @Nullable String failing;

    /** Runs where a driver's connection commits: before it does. */
    public Runnable atCommit = () -> {};

    /** A driver's connection, in auto-commit mode. */
    public Connection driver() {
        Driver driver = new Driver();
        return woven(Connection.class, (self, method, arguments) -> {
            if (method.getName().equals("commit")) {
                atCommit.run();
            }
            return driver.call(self, method, arguments);
        });
    }

    /** A pool's proxy: it hands on what it is told but the close, and rolls back what was left open if it is one of those. */
    public Connection pooled(Connection physical, boolean rollsBack) {
        boolean[] closed = new boolean[1];
        return woven(Connection.class, (self, method, arguments) -> {
            if (method.getName().equals("close")) {
                closed[0] = true;
                if (rollsBack && !physical.getAutoCommit()) {
                    physical.rollback();
                }
                return null;
            }
            if (method.getName().equals("isClosed")) {
                return closed[0];
            }
            Object result = invoke(physical, method, arguments);
            return result instanceof Statement inner ? statement(self, inner, method.getReturnType()) : result;
        });
    }

    /** A proxy that swallows commits and closes, because somebody else makes them. */
    public Connection managed(Connection other) {
        return woven(Connection.class, (self, method, arguments) -> {
            if (method.getName().equals("commit") || method.getName().equals("close")) {
                return null;
            }
            Object result = invoke(other, method, arguments);
            return result instanceof Statement inner ? statement(self, inner, method.getReturnType()) : result;
        });
    }

    /** A proxy that is one object for all threads, with another connection behind it for each. */
    Connection facade(Supplier<Connection> current) {
        return woven(Connection.class, (self, method, arguments) -> {
            Object result = invoke(current.get(), method, arguments);
            return result instanceof Statement inner ? statement(self, inner, method.getReturnType()) : result;
        });
    }

    private Statement statement(Object connection, @Nullable Statement inner, Class<?> type) {
        return (Statement) woven(type, (self, method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return connection;
            }
            if (inner != null) {
                return invoke(inner, method, arguments);
            }
            if (failing != null && failing.equals(method.getName())) {
                throw new SQLException("told to fail");
            }
            return method.getReturnType() == boolean.class ? false : method.getReturnType() == int.class ? 1 : null;
        });
    }

    private interface Behaviour {
        @Nullable
        Object call(Object self, Method method, @Nullable Object @Nullable [] arguments) throws SQLException;
    }

    private <T> T woven(Class<T> type, Behaviour behaviour) {
        Object proxy = Proxy.newProxyInstance(
                WovenJdbc.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    JdbcCall call = call(method);
                    if (call == null) {
                        return method.getDeclaringClass() == Object.class
                                ? ofObject(self, method, arguments)
                                : behaviour.call(self, method, arguments);
                    }
                    return told(call, self, arguments, () -> behaviour.call(self, method, arguments));
                });
        return type.cast(proxy);
    }

    /** With an equals that says yes to everything, as a careless handler may have it: identity is what counts. */
    private static Object ofObject(Object self, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> 1;
            case "equals" -> true;
            default -> "a " + self.getClass().getInterfaces()[0].getSimpleName();
        };
    }

    private static @Nullable JdbcCall call(Method method) {
        boolean savepoint = method.getName().equals("rollback") && method.getParameterCount() == 1;
        return method.getName().equals("rollback") && !savepoint ? JdbcCall.ROLLBACK : CALLS.get(method.getName());
    }

    /** As the woven code does. */
    private @Nullable Object told(
            JdbcCall call, Object self, @Nullable Object @Nullable [] arguments, Callable<@Nullable Object> body)
            throws Exception {
        Object begun = transactions.enter(call, self, arguments == null ? null : arguments[0]);
        Object returned;
        try {
            returned = body.call();
        } catch (Exception thrown) {
            transactions.exit(begun, null, thrown);
            throw thrown;
        }
        transactions.exit(begun, returned, null);
        return returned;
    }

    /** A resource of a global transaction, on this thread. */
    void global(boolean begins) throws Exception {
        told(begins ? JdbcCall.XA_START : JdbcCall.XA_END, new Object(), null, () -> null);
    }

    private static @Nullable Object invoke(Object other, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        try {
            return method.invoke(other, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new AssertionError(e.getCause());
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
