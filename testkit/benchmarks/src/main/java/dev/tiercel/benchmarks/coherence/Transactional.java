package dev.tiercel.benchmarks.coherence;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As little of JDBC as a transaction needs, over our database: what its statements change is sent when it commits.
 */
final class Transactional {
    private final RowClient database;
    private final List<String> pending = new ArrayList<>();
    private boolean autoCommit = true;
    private boolean closed;

    private Transactional(RowClient database) {
        this.database = database;
    }

    static Connection open(RowClient database) {
        Transactional transactional = new Transactional(database);
        return proxy(Connection.class, (self, method, given) -> switch (method.getName()) {
            case "createStatement" -> transactional.statement((Connection) self);
            case "commit" -> transactional.commit();
            case "getAutoCommit" -> transactional.autoCommit;
            case "setAutoCommit" -> {
                transactional.autoCommit = (Boolean) given[0];
                yield null;
            }
            case "isClosed" -> transactional.closed;
            case "close" -> {
                transactional.closed = true;
                yield null;
            }
            default -> ofObject(self, method.getName(), given);
        });
    }

    private Statement statement(Connection connection) {
        return proxy(Statement.class, (self, method, given) -> switch (method.getName()) {
            case "executeUpdate" -> {
                pending.add((String) given[0]);
                yield 1;
            }
            case "getConnection" -> connection;
            case "close" -> null;
            default -> ofObject(self, method.getName(), given);
        });
    }

    private @Nullable Object commit() throws Exception {
        for (String update : pending) {
            // update rows set version = 7 where key 'k': the words that matter are the sixth and the ninth.
            String[] words = update.split(" ", -1);
            database.ask(Database.WRITE, words[8].replace("'", ""), Long.parseLong(words[5]));
        }
        pending.clear();
        return null;
    }

    private static Object ofObject(Object self, String method, Object @Nullable [] given) {
        return switch (method) {
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> given != null && self == given[0];
            case "toString" -> "a part of our JDBC";
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Transactional.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
