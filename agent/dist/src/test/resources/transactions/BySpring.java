package tx;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionStatus;

/** Spring's transactions. */
final class BySpring implements Work {
    private final DataSource source;
    private final DataSourceTransactionManager manager;
    private final ThreadLocal<TransactionStatus> current = new ThreadLocal<>();

    /** @param seen by the application: the manager's own, or a proxy around it */
    BySpring(DataSource managed, DataSource seen) {
        this.source = seen;
        manager = new DataSourceTransactionManager(managed);
    }

    @Override
    public void begin() {
        current.set(manager.getTransaction(null));
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
    public Connection connection() {
        return DataSourceUtils.getConnection(source);
    }

    @Override
    public void done(Connection connection) throws SQLException {
        if (current.get() == null && !connection.getAutoCommit()) {
            connection.commit();
        }
        DataSourceUtils.releaseConnection(connection, source);
    }
}
