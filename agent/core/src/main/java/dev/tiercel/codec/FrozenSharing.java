package dev.tiercel.codec;

import org.jspecify.annotations.Nullable;

/**
 * All callers get the same object.
 *
 * @param freezer makes it one that nobody can change; null: it is kept as it came
 */
record FrozenSharing(@Nullable Freezer freezer) implements Sharing {
    @Override
    public @Nullable Object keep(@Nullable Object value) {
        if (value == null || freezer == null) {
            return value;
        }
        try {
            return freezer.freeze(value);
        } catch (UncopyableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | LinkageError e) { // of a collection of the application
            throw new UncopyableException("reading a " + value.getClass().getName() + " throws "
                    + e.getClass().getName());
        }
    }

    @Override
    public @Nullable Object hand(@Nullable Object kept) {
        return kept;
    }

    @Override
    public boolean handsKept() {
        return true;
    }
}
