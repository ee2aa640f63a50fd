package tx;

import java.sql.Connection;

/** How an application begins and ends its transactions. */
interface Work {
    void begin() throws Exception;

    void commit() throws Exception;

    void rollback() throws Exception;

    /** Ends without a commit; false: there is no such thing. */
    boolean abandon() throws Exception;

    /** The transaction's, or one for a single statement. */
    Connection connection() throws Exception;

    /** To be called with what {@link #connection} gave, after each use. */
    void done(Connection connection) throws Exception;
}
