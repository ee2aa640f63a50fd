package dev.tiercel.transaction;

import dev.tiercel.log.EventLog;
import java.util.List;
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

    private final AtomicLong sequence = new AtomicLong();
    private final Registry registry = new Registry(sequence::get, this::happened);
    private final AtomicBoolean globalTold = new AtomicBoolean();
    private final EventLog log;

    /** Until a woven connection was used for the first time, no thread is asked what it is in. */
    private volatile boolean used;

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
        if (mine == null || mine.global || registry.isClosed()) {
            return List.of();
        }
        List<Transaction> open = List.copyOf(mine.open());
        for (Transaction each : open) {
            if (each.isAbandoned()) {
                registry.end(each, true);
            }
        }
        return List.copyOf(mine.open());
    }

    /** True while a change waits for the end of a transaction. */
    public boolean areAnyOpen() {
        return registry.isAnyUnsure();
    }

    /** True where what this thread loads may be rows that nobody else sees, or that will be rolled back. */
    public boolean seesUncommitted() {
        ThreadTransactions mine = used ? threads.get() : null;
        if (mine == null || registry.isClosed()) {
            return false;
        }
        return mine.global || mine.open().stream().anyMatch(Transaction::isUnsure);
    }

    /** When the thread's oldest transaction began, see {@link #sequence}; {@link #NEVER}: it is in none. */
    public long began() {
        ThreadTransactions mine = used ? threads.get() : null;
        if (mine == null || registry.isClosed()) {
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
        ThreadTransactions mine = begun == null ? null : threads.get();
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

    /** {@link #enter} or {@link #exit} failed where they do not see to it themselves: out of stack, for one. Never throws. */
    public @Nullable Object failed(Throwable mishap) {
        happened(mishap);
        try {
            ThreadTransactions mine = threads.get();
            if (mine != null) {
                mine.frame = null; // Else every later call would count as one inside the one that was lost.
            }
        } catch (Throwable again) {
            happened(again);
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
            case COMMIT -> {
                mine.global &= thrown != null; // What an XAResource has begun cannot be committed like this.
                commit(mine, frame, thrown);
            }
            case ROLLBACK -> rollback(mine, frame, thrown);
            case CLOSE -> closed(mine, frame);
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
        Transaction transaction = registry.join(mine, frame);
        if (transaction != null) {
            transaction.begin();
        }
    }

    private void commit(ThreadTransactions mine, JdbcFrame frame, @Nullable Throwable thrown) {
        ofReached(mine, frame, each -> endUnless(thrown, each, true));
    }

    private void rollback(ThreadTransactions mine, JdbcFrame frame, @Nullable Throwable thrown) {
        ofReached(mine, frame, each -> endUnless(thrown, each, false));
    }

    /** Where it failed, nobody knows what was done; and it may be tried again. */
    private void endUnless(@Nullable Throwable thrown, Transaction transaction, boolean run) {
        if (thrown == null) {
            registry.end(transaction, run);
        } else {
            transaction.doubt();
        }
    }

    /** Some pools roll back what was left open; else nobody knows what the database does with it. */
    private void closed(ThreadTransactions mine, JdbcFrame frame) {
        for (Transaction each : registry.matching(mine, frame)) {
            if (each.isOwnedByAny(frame.connections) || each.isReachedBy(frame.connections)) {
                registry.end(each, !frame.rolledBack);
            } else {
                each.leave(); // A pool's proxy may have been closed, with nothing to tell the driver.
            }
        }
    }

    private void prepared(ThreadTransactions mine, JdbcFrame frame) {
        String text = frame.text();
        if (text == null || SqlText.kindOf(text) != SqlText.Kind.CHANGE) {
            return;
        }
        Transaction joined = registry.joinIfInTransaction(mine, frame);
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
            ofReached(mine, frame, each -> endUnless(thrown, each, true));
        } else if (kind == SqlText.Kind.ROLLBACK) {
            ofReached(mine, frame, each -> endUnless(thrown, each, false));
        } else if (kind == SqlText.Kind.BEGIN && thrown == null) {
            begin(mine, frame);
        } else {
            Transaction joined = registry.joinIfInTransaction(mine, frame);
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

    private void ofReached(ThreadTransactions mine, JdbcFrame frame, Consumer<Transaction> action) {
        for (Transaction each : registry.matching(mine, frame)) {
            if (each.isReachedBy(frame.connections)) {
                action.accept(each);
            }
        }
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
        registry.close();
    }
}
