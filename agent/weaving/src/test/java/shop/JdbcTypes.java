package shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.transaction.xa.XAResource;

/** A driver's classes, for {@code JdbcClassesTest}: the agent's own packages are never looked at. */
public final class JdbcTypes {
    private JdbcTypes() {}

    public interface DriverConnection extends Connection {}

    public abstract static class OfDriver implements DriverConnection {}

    public abstract static class Direct implements Connection {}

    public abstract static class Wrapper extends OfDriver {
        @Override
        public void commit() throws SQLException {}
    }

    /** Names nothing of JDBC itself, so it can do nothing that its superclass does not do. */
    public abstract static class Silent extends OfDriver {}

    public abstract static class Prepared implements PreparedStatement {}

    public abstract static class Both implements Connection, XAResource {}

    /** Uses JDBC, and is none of it. */
    public static final class Dao {
        public void close(Connection connection) throws SQLException {
            connection.close();
        }
    }
}
