package dev.tiercel.transaction;

import dev.tiercel.log.EventLog;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC transactions of this process, as told by the calls that go through woven connections and statements.
 *
 * <pre>
 *   setAutoCommit(false) ─┐                              ┌─ commit ────────────▶ postponed work is done
 *   or any statement on a ├─▶ the thread is in it ──────┼─ rollback ──────────▶ it is dropped
 *   connection without    │   changes are postponed      ├─ setAutoCommit(true) ▶ it is done (JDBC says: commits)
 *   auto-commit          ─┘                              └─ close, or failed ──▶ nobody knows: it is done
 * </pre>
 *
 * <p>A thread may be in several at once (one suspended for another, or of two databases). Which of them a change belongs
 * to cannot be told, so it belongs to all of them. A transaction may end on another thread than it began on.
 *
 * <p>What {@link #enter} and {@link #exit} do never fails a call of the application. Thread-safe.
 */
public final class Transactions implements AutoCloseable {
    /** Later than everything. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final String SUBJECT = "transactions";

    @SuppressWarnings("ThreadLocalUsage") // one for a process, as there is one agent; several in tests
    private final ThreadLocal<@Nullable ThreadTransactions> threads = new ThreadLocal<>();

    private final Set<Transaction> all = ConcurrentHashMap.newKeySet();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicBoolean globalTold = new AtomicBoolean();
    private final EventLog log;

    /** Until a woven connection was used for the first time, no thread is asked what it is in. */
    private volatile boolean used;

    private volatile boolean closed;

    public Transactions(EventLog log) {
        this.log = log;
    }

    /**
     * Counts the invalidations of all caches, so that what a transaction saw when it began can be told from what came
     * later: a database may show it the rows of that time until its end.
     */
    public AtomicLong sequence() {
        return sequence;
    }

    /** The transactions that a change of this thread has to wait for; empty: it takes place at once. */
    public List<Transaction> current() {
        ThreadTransactions mine = used ? threads.get() : null;
        if (mine == null || mine.global || closed) {
            return List.of();
        }
        List<Transaction> open = List.copyOf(mine.open());
        for (Transaction each : open) {
            if (each.isAbandoned()) {
                end(each, true);
            }
        }
        return List.copyOf(mine.open());
    }

    /** True where what this thread loads may be rows that nobody else sees, or that will be rolled back. */
    public boolean seesUncommitted() {
        ThreadTransactions mine = used ? threads.get() : null;
        if (mine == null || closed) {
            return false;
        }
        return mine.global || mine.open().stream().anyMatch(Transaction::isUnsure);
    }

    /** When the thread's oldest transaction began, see {@link #sequence}; {@link #NEVER}: it is in none. */
    public long began() {
        ThreadTransactions mine = used ? threads.get() : null;
        if (mine == null || closed) {
            return NEVER;
        }
        return mine.open().stream().mapToLong(Transaction::stamp).min().orElse(NEVER);
    }

    /**
     * A call of JDBC begins.
     *
     * @param argument a text, or what {@code setAutoCommit} is given
     * @return what {@link #exit} is to be given; null: nothing is to be told
     */
    public @Nullable Object enter(JdbcCall call, Object target, @Nullable Object argument) {
        try {
            used = true;
            ThreadTransactions mine = threads.get();
            if (mine == null) {
                mine = new ThreadTransactions();
                threads.set(mine);
            }
            JdbcFrame frame = new JdbcFrame(call, target, argument, mine.frame);
            mine.frame = frame;
            reach(frame);
            return frame;
        } catch (Throwable mishap) {
            happened(mishap);
            return null;
        }
    }

    private static void reach(JdbcFrame frame) {
        JdbcFrame outermost = frame.outermost();
        if (!outermost.ended) {
            if (frame.call.isOfConnection()) {
                outermost.reach(frame.target);
            } else if (frame.call.isOfStatement() && outermost.call.isOfStatement()) {
                outermost.reach(JdbcObjects.connectionOf(frame.target));
            }
        }
    }

    /** The call has ended: with what it returned or threw. */
    public @Nullable Object exit(@Nullable Object begun, @Nullable Object returned, @Nullable Throwable thrown) {
        ThreadTransactions mine = threads.get();
        if (!(begun instanceof JdbcFrame frame) || mine == null) {
            return null;
        }
        try {
            if (frame.outer == null) {
                frame.ended = true;
                ended(mine, frame, returned, thrown);
            } else if (frame.call == JdbcCall.ROLLBACK && thrown == null) {
                frame.outermost().rolledBack = true;
            }
        } catch (Throwable mishap) {
            happened(mishap);
        } finally {
            mine.frame = frame.outer;
            if (mine.isIdle()) {
                threads.remove();
            }
        }
        return null;
    }

    private void ended(
            ThreadTransactions mine, JdbcFrame frame, @Nullable Object returned, @Nullable Throwable thrown) {
        switch (frame.call) {
            case SET_AUTO_COMMIT -> autoCommit(mine, frame, thrown);
            case GET_AUTO_COMMIT -> {
                if (Boolean.FALSE.equals(returned)) {
                    begin(mine, frame);
                }
            }
            case COMMIT -> commit(mine, frame, thrown);
            case ROLLBACK -> rollback(frame, thrown);
            case CLOSE -> closed(frame);
            case PREPARE -> prepared(mine, frame);
            case QUERY, EXECUTE, UPDATE -> executed(mine, frame, returned, thrown);
            case XA_START -> {
                if (thrown == null) {
                    global(mine);
                }
            }
            case XA_END -> mine.global = false;
        }
    }

    private void autoCommit(ThreadTransactions mine, JdbcFrame frame, @Nullable Throwable thrown) {
        if (Boolean.TRUE.equals(frame.argument)) {
            commit(mine, frame, thrown);
        } else if (thrown == null) {
            begin(mine, frame);
        }
    }

    private void begin(ThreadTransactions mine, JdbcFrame frame) {
        Transaction transaction = join(mine, frame);
        if (transaction != null) {
            transaction.begin();
        }
    }

    private void commit(ThreadTransactions mine, JdbcFrame frame, @Nullable Throwable thrown) {
        if (thrown == null) {
            mine.global = false; // What an XAResource has begun cannot be committed like this.
        }
        ofReached(frame, each -> endUnless(thrown, each, true));
    }

    private void rollback(JdbcFrame frame, @Nullable Throwable thrown) {
        ofReached(frame, each -> endUnless(thrown, each, false));
    }

    /** Where it failed, nobody knows what was done; and it may be tried again. */
    private void endUnless(@Nullable Throwable thrown, Transaction transaction, boolean run) {
        if (thrown == null) {
            end(transaction, run);
        } else {
            transaction.doubt();
        }
    }

    /** Some pools roll back what was left open; else nobody knows what the database does with it. */
    private void closed(JdbcFrame frame) {
        ofAny(frame, each -> {
            if (each.isOwnedByAny(frame.connections) || each.isReachedBy(frame.connections)) {
                end(each, !frame.rolledBack);
            } else {
                each.leave(); // A pool's proxy may have been closed, with nothing to tell the driver.
            }
        });
    }

    private void prepared(ThreadTransactions mine, JdbcFrame frame) {
        String text = frame.text();
        if (text == null || SqlText.kindOf(text) != SqlText.Kind.CHANGE) {
            return;
        }
        Transaction joined = joinIfInTransaction(mine, frame);
        if (joined != null) {
            joined.write(); // A query too may write, and says so in its text alone.
        }
    }

    private void executed(
            ThreadTransactions mine, JdbcFrame frame, @Nullable Object returned, @Nullable Throwable thrown) {
        if (frame.connections.isEmpty()) {
            return;
        }
        String text = frame.text();
        SqlText.Kind kind = text == null ? null : SqlText.kindOf(text);
        if (kind == SqlText.Kind.COMMIT) {
            ofReached(frame, each -> endUnless(thrown, each, true));
        } else if (kind == SqlText.Kind.ROLLBACK) {
            ofReached(frame, each -> endUnless(thrown, each, false));
        } else if (kind == SqlText.Kind.BEGIN && thrown == null) {
            begin(mine, frame);
        } else {
            Transaction joined = joinIfInTransaction(mine, frame);
            if (joined != null && isChange(frame.call, kind, returned)) {
                joined.write();
            }
        }
    }

    private static boolean isChange(JdbcCall call, SqlText.@Nullable Kind kind, @Nullable Object returned) {
        return switch (call) {
            case QUERY -> kind == SqlText.Kind.CHANGE;
            case EXECUTE -> kind == null ? !Boolean.TRUE.equals(returned) : kind == SqlText.Kind.CHANGE;
            default -> true;
        };
    }

    private void global(ThreadTransactions mine) {
        mine.global = true;
        if (globalTold.compareAndSet(false, true)) {
            log.warn("An XA transaction has begun: its commit cannot be seen, so what is invalidated inside it is"
                    + " invalidated at once; another thread may cache the old value until the commit, for the cache's"
                    + " ttl at most. Invalidate after the commit, or use a local transaction");
        }
    }

    /** The transaction of the frame's connection, where it is in one; null: it commits by itself. */
    private @Nullable Transaction joinIfInTransaction(ThreadTransactions mine, JdbcFrame frame) {
        if (mine.global) {
            return null;
        }
        for (Transaction each : mine.open()) {
            if (each.isOfAny(frame.connections)) {
                each.learn(frame.connections);
                return each;
            }
        }
        return JdbcObjects.isInTransaction(frame.connections.get(0)) ? join(mine, frame) : null;
    }

    private @Nullable Transaction join(ThreadTransactions mine, JdbcFrame frame) {
        if (mine.global || closed) {
            return null;
        }
        Transaction transaction = null;
        for (Transaction each : all) {
            if (each.isLost()) {
                end(each, true);
            } else if (each.isOfAny(frame.connections)) {
                if (each.isUnsure() || mine.open().contains(each)) {
                    transaction = each;
                } else {
                    end(each, false); // Another thread's, which did nothing: a pool's, that made the connection.
                }
            }
        }
        if (transaction == null) {
            transaction = new Transaction(frame.connections.get(0), sequence.get(), this::happened);
            all.add(transaction);
        }
        transaction.learn(frame.connections);
        mine.join(transaction);
        return transaction;
    }

    private void ofAny(JdbcFrame frame, Consumer<Transaction> action) {
        for (Transaction each : all) {
            if (each.isOfAny(frame.connections)) {
                action.accept(each);
            }
        }
    }

    private void ofReached(JdbcFrame frame, Consumer<Transaction> action) {
        ofAny(frame, each -> {
            if (each.isReachedBy(frame.connections)) {
                action.accept(each);
            }
        });
    }

    private void end(Transaction transaction, boolean run) {
        all.remove(transaction);
        transaction.end(run);
    }

    private void happened(Throwable mishap) {
        try {
            StackTraceElement[] trace = mishap.getStackTrace();
            log.warn(
                    SUBJECT,
                    "A call of JDBC could not be followed, or its invalidations not be made: "
                            + mishap.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0])
                            + "; please report this line");
        } catch (Throwable evenThat) {
            // Out of memory or stack: the application's call matters more than our words.
        }
    }

    /** Nothing is postponed any more, and what was is done. */
    @Override
    public void close() {
        closed = true;
        all.forEach(each -> end(each, true));
    }
}
