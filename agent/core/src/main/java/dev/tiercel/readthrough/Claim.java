package dev.tiercel.readthrough;

import dev.tiercel.entry.Stamps;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * What a load may store under in L2: it is stored only while {@code standing} still stands there. Ends with one of its two
 * methods.
 *
 * @param key where the value belongs
 * @param standing the lease's token, or the entry that is to be replaced
 * @param leaseKey where the lease stands: at the key, or beside it where the old entry is to stay meanwhile
 * @param stamps under which it is stored: those of the moment when the load began
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Claim(String key, byte[] standing, String leaseKey, Lease lease, Stamps stamps) {
    /** Beside a key: the lease of who loads its entry anew. */
    static final String REFRESH = "~r";

    static Claim ofNothing(String key, Lease lease, Stamps stamps) {
        return new Claim(key, lease.token(), key, lease, stamps);
    }

    static Claim ofEntry(String key, byte[] entry, Lease lease, Stamps stamps) {
        return new Claim(key, entry, key + REFRESH, lease, stamps);
    }

    /** Stores the value; ends as {@link L2#fill} does. */
    CompletionStage<Boolean> fill(L2 l2, byte[] bytes, Duration keepFor) {
        CompletionStage<Boolean> filled = l2.fill(key, standing, bytes, keepFor);
        if (!leaseKey.equals(key)) {
            l2.release(leaseKey, lease);
        }
        return filled;
    }

    /** There is no value to store: others may load. */
    void giveUp(L2 l2) {
        l2.release(leaseKey, lease);
    }
}
