package dev.tiercel.transaction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of JDBC under way on a thread. Of calls within calls, as a pool's proxy makes them of the driver, only the
 * outermost counts; the inner ones tell it which connections stand behind its own. Of one thread.
 */
final class JdbcFrame {
    /** A call that goes through more connections than this is no proxy's. */
    private static final int MOST_CONNECTIONS = 16;

    final JdbcCall call;
    final Object target;

    /** A text, or what {@code setAutoCommit} was given; null: there is none. */
    final @Nullable Object argument;

    /** Inside which it was made; null: it is the outermost. */
    final @Nullable JdbcFrame outer;

    /** The connection of this call, then those behind it, in the order in which they were reached. */
    final List<Object> connections;

    /** True once a connection behind this one was rolled back. */
    boolean rolledBack;

    /** True while we ask questions ourselves: what is called then is not the application's doing. */
    boolean ended;

    JdbcFrame(JdbcCall call, Object target, @Nullable Object argument, @Nullable JdbcFrame outer) {
        this.call = call;
        this.target = target;
        this.argument = argument;
        this.outer = outer;
        connections = outer == null ? new ArrayList<>(4) : List.of();
    }

    JdbcFrame outermost() {
        JdbcFrame at = this;
        while (at.outer != null) {
            at = at.outer;
        }
        return at;
    }

    @SuppressWarnings("ReferenceEquality") // connections may have an equals of their own
    void reach(@Nullable Object connection) {
        if (connection == null || connections.size() >= MOST_CONNECTIONS) {
            return;
        }
        for (Object known : connections) {
            if (known == connection) {
                return;
            }
        }
        connections.add(connection);
    }

    @Nullable
    String text() {
        return argument instanceof String text ? text : null;
    }
}
