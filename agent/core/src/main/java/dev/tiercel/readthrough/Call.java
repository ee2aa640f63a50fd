package dev.tiercel.readthrough;

import org.jspecify.annotations.Nullable;

/**
 * One call that L1 did not answer.
 *
 * @param self the receiver; null: the method is static
 * @param arguments all of them, in order
 * @param startNanos when it began, for traces; 0: nobody takes one
 * @param patience how long it may wait for anything of ours
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Call(Object key, @Nullable Object self, @Nullable Object[] arguments, long startNanos, Patience patience) {}
