package dev.tiercel.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The questions that are asked of objects of JDBC. A class of its own, so that a Java runtime without the module java.sql
 * is never asked for it.
 */
final class JdbcObjects {
    private JdbcObjects() {}

    /** The connection of a statement; null: it cannot be told. */
    static @Nullable Object connectionOf(Object statement) {
        try {
            return statement instanceof Statement known ? known.getConnection() : null;
        } catch (SQLException | RuntimeException closed) {
            return null;
        }
    }

    /** True where what the connection does has to be committed. */
    static boolean isInTransaction(Object connection) {
        try {
            return connection instanceof Connection known && !known.getAutoCommit();
        } catch (SQLException | RuntimeException closed) {
            return false;
        }
    }

    /** True where nothing can be committed through it any more. */
    static boolean isClosed(Object connection) {
        try {
            return connection instanceof Connection known && known.isClosed();
        } catch (SQLException | RuntimeException unknown) {
            return false;
        }
    }
}
