package dev.tiercel.transaction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one thread is in: calls of JDBC, and transactions. Of that thread. */
final class ThreadTransactions {
    /** The innermost call under way; null: none is. */
    @Nullable
    JdbcFrame frame;

    /** True while the thread works for a transaction that is committed by an XAResource. */
    boolean global;

    private final List<Transaction> open = new ArrayList<>(2);

    /** Those that are not over, in the order in which the thread joined them. */
    List<Transaction> open() {
        open.removeIf(Transaction::isOver);
        return open;
    }

    void join(Transaction transaction) {
        if (!open.contains(transaction)) {
            open.add(transaction);
        }
    }

    /** True where there is nothing to be remembered of the thread. */
    boolean isIdle() {
        return frame == null && !global && open().isEmpty();
    }
}
