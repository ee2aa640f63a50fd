package dev.tiercel.transaction;

/** The calls of JDBC that tell something of transactions. */
public enum JdbcCall {
    /** {@code Connection.setAutoCommit(boolean)}. */
    SET_AUTO_COMMIT,
    /** {@code Connection.getAutoCommit()}: frameworks ask it where they begin a transaction. */
    GET_AUTO_COMMIT,
    /** {@code Connection.commit()}. */
    COMMIT,
    /** {@code Connection.rollback()}; to a savepoint is none. */
    ROLLBACK,
    /** {@code Connection.close()} and {@code abort}. */
    CLOSE,
    /** {@code Connection.prepareStatement} and {@code prepareCall}, with the text. */
    PREPARE,
    /** {@code Statement.executeQuery}, with the text or without. */
    QUERY,
    /** {@code Statement.execute}, likewise: what it returns says what it was. */
    EXECUTE,
    /** {@code Statement.executeUpdate}, {@code executeBatch} and their like. */
    UPDATE,
    /** {@code XAResource.start}. */
    XA_START,
    /** {@code XAResource.end}. */
    XA_END;

    /** True where the call's receiver is a {@code java.sql.Connection}. */
    boolean isOfConnection() {
        return switch (this) {
            case SET_AUTO_COMMIT, GET_AUTO_COMMIT, COMMIT, ROLLBACK, CLOSE, PREPARE -> true;
            default -> false;
        };
    }

    /** True where the call's receiver is a {@code java.sql.Statement}. */
    boolean isOfStatement() {
        return this == QUERY || this == EXECUTE || this == UPDATE;
    }
}
