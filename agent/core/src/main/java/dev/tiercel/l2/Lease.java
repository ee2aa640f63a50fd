package dev.tiercel.l2;

import dev.tiercel.entry.Stamps;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What stands at a key of the shared tier while somebody loads its value: bytes like nobody else's. A store that names them
 * happens only where they still stand; whoever drops the key has thereby voided the lease, so that a load that began before
 * an invalidation stores nothing after it. (Leases against stale sets: Nishtala et al., Scaling Memcache at Facebook,
 * 2013.)
 *
 * <pre>
 *   0      1     2             3          11       19      27
 *   | 0xC7 | 'L' | what for    | instance | number | epoch |
 * </pre>
 *
 * <p>A lease of an epoch that is over holds nobody up: what is loaded under it will not be believed.
 *
 * @param token not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // each is its own; none is compared
public record Lease(byte[] token) {
    private static final int BYTES = 27;
    private static final int EPOCH = 19;
    private static final byte MAGIC = (byte) 0xC7;
    private static final byte KIND = 'L';
    private static final byte LOAD = 1;
    private static final byte CHANGE = 2;

    private static final long INSTANCE = new SecureRandom().nextLong();
    private static final AtomicLong NUMBER = new AtomicLong();

    /** For a load: others may wait for what it brings. */
    public static Lease forLoad() {
        return forLoad(Stamps.UNKNOWN);
    }

    /** As {@link #forLoad()}, of what will be stored under these stamps. */
    public static Lease forLoad(Stamps stamps) {
        return of(LOAD, stamps.digest());
    }

    /** For a change: until it is done, others neither store nor wait. */
    public static Lease forChange() {
        return of(CHANGE, 0);
    }

    private static Lease of(byte kind, long epoch) {
        return new Lease(ByteBuffer.allocate(BYTES)
                .put(MAGIC)
                .put(KIND)
                .put(kind)
                .putLong(INSTANCE)
                .putLong(NUMBER.incrementAndGet())
                .putLong(epoch)
                .array());
    }

    /** What the bytes at a key mean; null: there are none. */
    public static Reply meaning(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Reply.NOTHING;
        }
        if (bytes.length != BYTES || bytes[0] != MAGIC || bytes[1] != KIND) {
            return new Reply.Value(bytes);
        }
        return bytes[2] == LOAD ? new Reply.Leased(true, ByteBuffer.wrap(bytes).getLong(EPOCH), bytes) : Reply.HELD;
    }
}
