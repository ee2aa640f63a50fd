package dev.tiercel.transaction;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The transactions that are open, and which of them a call speaks of. Thread-safe. */
final class Registry {
    private final Set<Transaction> all = ConcurrentHashMap.newKeySet();
    private final LongSupplier began;
    private final Consumer<Throwable> mishaps;
    private volatile boolean closed;

    /**
     * @param began when a transaction begins that begins now
     * @param mishaps is told what postponed work throws
     */
    Registry(LongSupplier began, Consumer<Throwable> mishaps) {
        this.began = began;
        this.mishaps = mishaps;
    }

    /** The transaction of the frame's connection, where it is in one; null: it commits by itself. */
    @Nullable
    Transaction joinIfInTransaction(ThreadTransactions mine, JdbcFrame frame) {
        if (mine.global) {
            return null;
        }
        for (Transaction each : matching(mine, frame)) {
            if (mine.open().contains(each)) {
                each.learn(frame.connections);
                return each;
            }
        }
        return JdbcObjects.isInTransaction(frame.connections.get(0)) ? join(mine, frame) : null;
    }

    /** The thread takes part in the transaction of the frame's connection, made where there is none; null: it cannot. */
    @Nullable
    Transaction join(ThreadTransactions mine, JdbcFrame frame) {
        if (mine.global || closed) {
            return null;
        }
        sweep();
        Transaction transaction = null;
        for (Transaction each : matching(mine, frame)) {
            if (each.isUnsure() || mine.open().contains(each)) {
                transaction = each;
            } else {
                end(each, false); // Another thread's, which did nothing: a pool's, that made the connection.
            }
        }
        if (transaction == null) {
            transaction = new Transaction(frame.connections.get(0), began.getAsLong(), mishaps);
            all.add(transaction);
        }
        transaction.learn(frame.connections);
        mine.join(transaction);
        return transaction;
    }

    /** Ends those that nobody can end any more. */
    private void sweep() {
        for (Transaction each : all) {
            if (each.isLost()) {
                end(each, true);
            }
        }
    }

    /**
     * The transactions that a call speaks of: of any thread, if it reached the connection at the bottom; else of this thread,
     * by the name of a proxy. A proxy may be one object for all threads, with another connection behind it for each.
     */
    List<Transaction> matching(ThreadTransactions mine, JdbcFrame frame) {
        Object last = frame.connections.get(frame.connections.size() - 1);
        List<Transaction> reached = all.stream().filter(each -> each.isOf(last)).toList();
        return reached.isEmpty()
                ? mine.open().stream()
                        .filter(each -> each.isOfAny(frame.connections))
                        .toList()
                : reached;
    }

    /**
     * The transaction is over.
     *
     * @param run whether its work is to be done
     */
    void end(Transaction transaction, boolean run) {
        all.remove(transaction);
        transaction.end(run);
    }

    /** True where one has changed something. */
    boolean isAnyUnsure() {
        return all.stream().anyMatch(Transaction::isUnsure);
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends all, with their work done; nobody takes part in any from now on. */
    void close() {
        closed = true;
        all.forEach(each -> end(each, true));
    }
}
