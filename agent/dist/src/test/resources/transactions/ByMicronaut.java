package tx;

import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.connection.SynchronousConnectionManager;
import io.micronaut.transaction.SynchronousTransactionManager;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.jdbc.DataSourceTransactionManager;
import java.lang.reflect.Constructor;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Micronaut's transactions, without its application context. */
final class ByMicronaut implements Work {
    private final DataSource source;
    private final SynchronousTransactionManager<Connection> manager;
    private final ThreadLocal<TransactionStatus<Connection>> current = new ThreadLocal<>();

    @SuppressWarnings("unchecked")
    ByMicronaut(DataSource source) throws ReflectiveOperationException {
        this.source = source;
        Constructor<?> maker = Class.forName(
                        "io.micronaut.data.connection.jdbc.operations.DefaultDataSourceConnectionOperations")
                .getDeclaredConstructor(DataSource.class);
        maker.setAccessible(true);
        Object connections = maker.newInstance(source);
        manager = new DataSourceTransactionManager(
                source,
                (ConnectionOperations<Connection>) connections,
                (SynchronousConnectionManager<Connection>) connections);
    }

    @Override
    public void begin() {
        current.set(manager.getTransaction(TransactionDefinition.DEFAULT));
    }

    @Override
    public void commit() {
        manager.commit(current.get());
        current.remove();
    }

    @Override
    public void rollback() {
        manager.rollback(current.get());
        current.remove();
    }

    @Override
    public boolean abandon() {
        return false;
    }

    @Override
    public Connection connection() throws SQLException {
        TransactionStatus<Connection> status = current.get();
        return status == null ? source.getConnection() : status.getConnection();
    }

    @Override
    public void done(Connection connection) throws SQLException {
        if (current.get() == null) {
            connection.close();
        }
    }
}
