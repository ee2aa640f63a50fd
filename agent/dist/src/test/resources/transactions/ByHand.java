package tx;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Hand-written JDBC. */
final class ByHand implements Work {
    private final DataSource source;
    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    ByHand(DataSource source) {
        this.source = source;
    }

    @Override
    public void begin() throws SQLException {
        Connection connection = source.getConnection();
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
        }
        current.set(connection);
    }

    @Override
    public void commit() throws SQLException {
        current.get().commit();
        end();
    }

    @Override
    public void rollback() throws SQLException {
        current.get().rollback();
        end();
    }

    @Override
    public boolean abandon() throws SQLException {
        end();
        return true;
    }

    private void end() throws SQLException {
        Connection connection = current.get();
        current.remove();
        connection.close();
    }

    @Override
    public Connection connection() throws SQLException {
        Connection connection = current.get();
        return connection == null ? source.getConnection() : connection;
    }

    @Override
    public void done(Connection connection) throws SQLException {
        if (connection != current.get()) {
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            connection.close();
        }
    }
}
