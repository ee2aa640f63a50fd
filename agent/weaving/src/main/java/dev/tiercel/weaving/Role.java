package dev.tiercel.weaving;

import java.util.Locale;

/** What a constant handle of a woven method is for. */
enum Role {
    /** The fresh value in L1, or null. */
    HIT,
    /** What to do about a call that L1 did not answer. */
    OPEN,
    /** Before a method that changes data. */
    BEGIN,
    /** After it: its entries are dropped or replaced. */
    AFTER,
    /** In a framework's interceptor: what is to be done about a call. */
    STEP,
    /** Before a call of JDBC that tells something of a transaction. */
    JDBC_BEGIN,
    /** After it. */
    JDBC_END,
    /** A registry of meters is made. */
    REGISTRY;

    /** As it stands in woven classes. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
