package dev.tiercel.transaction;

/** What one transaction is to do in one place when it ends. Each method is called by one thread at a time. */
public interface Postponed {
    /** Does it: the transaction was committed, or nobody knows. May be called more than once. */
    void run();

    /** The transaction is over, whatever came of it: nothing of it is pending any more. Called once, at last. */
    void end();
}
