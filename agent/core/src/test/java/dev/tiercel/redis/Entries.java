package dev.tiercel.redis;

import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Entries of L2, read and stored as by a method. */
final class Entries {
    static final Duration TTL = Duration.ofMinutes(1);

    /** So short that one which an outage left behind is waited for. */
    private static final Duration LEASE_TTL = Duration.ofSeconds(2);

    private Entries() {}

    /** The bytes at the key; null: none, or nobody knows. */
    static byte @Nullable [] at(L2 l2, String key) {
        return l2.get(key).await() instanceof Reply.Value value ? value.bytes() : null;
    }

    static void put(L2 l2, String key, byte... bytes) {
        put(l2, key, TTL, bytes);
    }

    /** As after a load, or as after a refresh where there is an entry already; nothing where another one loads. */
    static void put(L2 l2, String key, Duration keepFor, byte... bytes) {
        Lease lease = Lease.forLoad();
        Reply reply = l2.lease(key, lease, LEASE_TTL, null).await();
        if (reply instanceof Reply.Granted) {
            l2.fill(key, lease.token(), bytes, keepFor);
        } else if (reply instanceof Reply.Value old) {
            l2.fill(key, old.bytes(), bytes, keepFor);
        }
    }
}
