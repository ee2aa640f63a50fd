package dev.tiercel.entry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * The tags of an entry: names by which it is dropped together with others. Each is kept as 64 bits of its text's SHA-256, so
 * that a long text takes no more than a short one. Immutable.
 */
public final class Tags {
    /** So many tags an entry has at most. */
    public static final int MOST = 8;

    /** No tags. */
    public static final Tags NONE = new Tags(new long[0]);

    /** What an array of them takes, beside 8 bytes for each. */
    private static final int OVERHEAD_BYTES = 32;

    private final long[] ids;

    private Tags(long[] ids) {
        this.ids = ids;
    }

    /** @param ids not to be changed afterwards */
    public static Tags of(long... ids) {
        if (ids.length > MOST) {
            throw new IllegalArgumentException(ids.length + " tags; " + MOST + " at most");
        }
        return ids.length == 0 ? NONE : new Tags(ids);
    }

    /** The tags of these texts. */
    public static Tags of(List<String> texts) {
        return of(texts.stream().mapToLong(Tags::id).toArray());
    }

    /** What is kept of a tag's text; never 0. */
    public static long id(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            long id = ByteBuffer.wrap(hash).getLong();
            return id == 0 ? 1 : id;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** How many there are. */
    public int count() {
        return ids.length;
    }

    /** One of them. */
    public long id(int index) {
        return ids[index];
    }

    /** True where the tag is one of these. */
    public boolean contains(long id) {
        for (long each : ids) {
            if (each == id) {
                return true;
            }
        }
        return false;
    }

    /** What they take in memory, where they are not shared. */
    public int sizeBytes() {
        return ids.length == 0 ? 0 : OVERHEAD_BYTES + Long.BYTES * ids.length;
    }
}
