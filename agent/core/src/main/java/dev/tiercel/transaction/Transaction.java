package dev.tiercel.transaction;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: a connection whose work has to be committed, from its first call until its end. The connection is
 * known by several names: each proxy of it, and what stands behind them. They are held weakly. Thread-safe.
 */
public final class Transaction {
    /** @param delegates whether another connection stands behind it, which does what it is told */
    private record Name(WeakReference<Object> connection, boolean delegates) {}

    private final WeakReference<Object> owner;
    private final long stamp;
    private final Consumer<Throwable> mishaps;
    private final List<Name> names = new ArrayList<>(4);
    private final Map<Object, Postponed> postponed = new LinkedHashMap<>();
    private volatile boolean begun;
    private volatile boolean written;
    private volatile boolean waitedFor;
    private volatile boolean over;

    /**
     * @param owner the connection through which it was begun
     * @param stamp when it was begun, see {@link Transactions#sequence}
     * @param mishaps is told what postponed work throws
     */
    Transaction(Object owner, long stamp, Consumer<Throwable> mishaps) {
        this.owner = new WeakReference<>(owner);
        this.stamp = stamp;
        this.mishaps = mishaps;
    }

    /**
     * The work that this transaction has in a place, made where there is none.
     *
     * @return null: the transaction is over, and nothing is to be postponed
     */
    public synchronized @Nullable Postponed postponed(Object place, Supplier<Postponed> maker) {
        if (over) {
            return null;
        }
        waitedFor = true;
        return postponed.computeIfAbsent(place, any -> maker.get());
    }

    /**
     * False: all that is known is that something was read through a connection without auto-commit. Such a connection may
     * be kept for long and never be committed; a change that has nothing to do with it must not wait for that.
     */
    public boolean isMeant() {
        return begun || written;
    }

    /** True where it may see what nobody else sees: it has written, or it has work that waits for its end. */
    boolean isUnsure() {
        return written || waitedFor;
    }

    /** Somebody has begun it on purpose. */
    void begin() {
        begun = true;
    }

    /** Whoever has begun it may have gone, without a word. */
    void leave() {
        begun = false;
    }

    /** It has written. */
    void write() {
        written = true;
    }

    long stamp() {
        return stamp;
    }

    boolean isOver() {
        return over;
    }

    /** Learns what stands behind a connection: each but the last one hands on what it is told. */
    synchronized void learn(List<Object> connections) {
        for (int i = 0; i < connections.size(); i++) {
            learn(connections.get(i), i < connections.size() - 1);
        }
    }

    private void learn(Object connection, boolean delegates) {
        for (int i = 0; i < names.size(); i++) {
            Name name = names.get(i);
            if (name.connection().refersTo(connection)) {
                if (delegates && !name.delegates()) {
                    names.set(i, new Name(name.connection(), true));
                }
                return;
            }
        }
        names.removeIf(name -> name.connection().refersTo(null));
        names.add(new Name(new WeakReference<>(connection), delegates));
    }

    /** True where this is the connection at the bottom, as far as is known. */
    synchronized boolean isOf(Object connection) {
        return names.stream()
                .anyMatch(name -> !name.delegates() && name.connection().refersTo(connection));
    }

    /** True where one of these is a connection or a proxy of it. */
    synchronized boolean isOfAny(List<Object> connections) {
        for (Name name : names) {
            for (Object connection : connections) {
                if (name.connection().refersTo(connection)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * True where a call that went through these connections has reached the one that does the work. A proxy that swallows
     * a commit or a close (because a transaction's manager makes it later) has not.
     */
    synchronized boolean isReachedBy(List<Object> connections) {
        Object last = connections.get(connections.size() - 1);
        return names.stream()
                .noneMatch(name -> name.delegates() && name.connection().refersTo(last));
    }

    /** True where it was begun through one of these connections. */
    boolean isOwnedByAny(List<Object> connections) {
        return connections.stream().anyMatch(owner::refersTo);
    }

    /** True where nothing can end it any more: its connection was closed or lost, and we have not seen it. */
    boolean isAbandoned() {
        Object connection = owner.get();
        return connection == null || JdbcObjects.isClosed(connection);
    }

    /** True where the garbage collector took every connection of it. */
    synchronized boolean isLost() {
        return names.stream().allMatch(name -> name.connection().refersTo(null));
    }

    /** Nobody knows whether it was committed, and it may not be over: its work is done now, and pends on. */
    void doubt() {
        work().forEach(each -> safely(each::run));
    }

    /**
     * It is over.
     *
     * @param run whether its work is to be done
     */
    void end(boolean run) {
        List<Postponed> all;
        synchronized (this) {
            over = true;
            all = List.copyOf(postponed.values());
            postponed.clear();
        }
        for (Postponed each : all) {
            if (run) {
                safely(each::run);
            }
            safely(each::end);
        }
    }

    private synchronized List<Postponed> work() {
        return List.copyOf(postponed.values());
    }

    /** The other places are not to suffer from what is wrong in one. */
    private void safely(Runnable work) {
        try {
            work.run();
        } catch (Throwable mishap) {
            mishaps.accept(mishap);
        }
    }
}
