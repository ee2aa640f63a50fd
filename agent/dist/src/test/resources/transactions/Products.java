package tx;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.Cached;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A table, and what is cached of it. */
class Products {
    private final Work work;
    int loads;

    Products(Work work) {
        this.work = work;
    }

    @Cached(cache = "products")
    String find(long id) throws Exception {
        loads++;
        return read(id);
    }

    /** What the thread sees in the table. */
    String read(long id) throws Exception {
        Connection connection = work.connection();
        try (PreparedStatement select = connection.prepareStatement("select name from product where id = ?")) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } finally {
            work.done(connection);
        }
    }

    @CacheInvalidate(cache = "products")
    void rename(@CacheKey long id, String name) throws Exception {
        Connection connection = work.connection();
        try (PreparedStatement update = connection.prepareStatement("update product set name = ? where id = ?")) {
            update.setString(1, name);
            update.setLong(2, id);
            update.executeUpdate();
        } finally {
            work.done(connection);
        }
    }

    @CacheInvalidate(cache = "products", all = true)
    void renameAll(String name) throws Exception {
        Connection connection = work.connection();
        try (Statement update = connection.createStatement()) {
            update.execute("update product set name = '" + name + "'");
        } finally {
            work.done(connection);
        }
    }

    /** A change that nobody declares. */
    void renameSilently(long id, String name) throws Exception {
        Connection connection = work.connection();
        try (Statement update = connection.createStatement()) {
            update.executeUpdate("update product set name = '" + name + "' where id = " + id);
        } finally {
            work.done(connection);
        }
    }

    @CacheInvalidate(cache = "products")
    void changed(long id) throws SQLException {}
}
