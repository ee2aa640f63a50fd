package dev.tiercel.readthrough;

import dev.tiercel.entry.Entry;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One key of one call of a batch: how far it is, and in the end its value. Of one thread. */
final class BatchItem {
    /** How far it is. */
    enum State {
        /** L1 and the flights under way are to be looked at. */
        UNKNOWN,
        /** Its flight is ours, and L2 is to be asked. */
        LED,
        /** Its flight is ours, and another instance loads it. */
        POLLED,
        /** Another thread loads it. */
        FOLLOWED,
        /** The method is to be called for it. */
        DUE,
        /** Answered, or known to have no value. */
        DONE
    }

    /** The caller's own object. */
    final Object id;

    final Call call;

    State state = State.UNKNOWN;

    /** How often it was looked up. */
    int attempts;

    /** Where the fence stood when its flight was ours. */
    long stamp;

    /** What may answer if the method fails. */
    @Nullable
    Entry stale;

    /** Who waits for it, while nobody was told. */
    @Nullable
    BatchFlight mine;

    @Nullable
    Flight theirs;

    @Nullable
    Search search;

    @Nullable
    Claim claim;

    private int occurrences;
    private @Nullable Object[] answers = {};
    private int taken;

    BatchItem(Object id, Call call) {
        this.id = id;
        this.call = call;
    }

    Object key() {
        return call.key();
    }

    /** The caller named the key, once more. */
    void occurs() {
        occurrences++;
    }

    /** Ends without a value. */
    void endAbsent() {
        state = State.DONE;
    }

    /** Ends with a value, made for each time that the caller named the key. */
    void endWithCopies(Supplier<@Nullable Object> copy) {
        @Nullable Object[] made = new Object[occurrences];
        for (int i = 0; i < made.length; i++) {
            made[i] = copy.get();
        }
        answers = made;
        state = State.DONE;
    }

    /** Ends with a value that is the caller's already. */
    void endWith(@Nullable Object value) {
        @Nullable Object[] made = new Object[occurrences];
        Arrays.fill(made, value);
        answers = made;
        state = State.DONE;
    }

    /** The value for the next time that the caller named the key, or null: it has none. */
    @Nullable
    Object next() {
        return taken < answers.length ? answers[taken++] : null;
    }
}
