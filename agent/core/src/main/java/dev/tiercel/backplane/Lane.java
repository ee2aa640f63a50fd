package dev.tiercel.backplane;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One connection that messages go out on, for as long as it lasts: they are numbered in the order in which they are written
 * to it. Thread-safe.
 */
public final class Lane {
    private static final long[] NONE = {};

    /** Beats are echoed within a second or two; older ones are of no interest. */
    private static final int BEATS = 16;

    private final long origin;
    private final long id;
    private final String node;
    private final Consumer<byte[]> publisher;
    private final long[] beatSequences = new long[BEATS];
    private final long[] beatNanos = new long[BEATS];
    private long sequence;
    private long beats;
    private boolean echoed;
    private long goodNanos;
    private volatile boolean denied;

    Lane(long origin, long id, String node, Consumer<byte[]> publisher, long nowNanos) {
        this.origin = origin;
        this.id = id;
        this.node = node;
        this.publisher = publisher;
        this.goodNanos = nowNanos;
    }

    long id() {
        return id;
    }

    String node() {
        return node;
    }

    /** The server refuses messages: from now on commands go out without. */
    public void deny() {
        denied = true;
    }

    /** True: nothing is to be published here. */
    public boolean isDenied() {
        return denied;
    }

    /**
     * Writes a command with the message that these keys are dropped.
     *
     * @param write writes it to the connection at once; does not wait
     */
    public <T> T dropped(List<String> sharedKeys, Function<byte[], T> write) {
        long[] addresses = sharedKeys.stream().mapToLong(Address::of).toArray();
        return send(Message.Kind.DROPPED, addresses, "", write);
    }

    /** Likewise, that all keys of a pattern are dropped. */
    public <T> T swept(String pattern, Function<byte[], T> write) {
        return send(Message.Kind.SWEPT, NONE, pattern, write);
    }

    /** Likewise, that a field of a cache's hash of epochs has another stamp. */
    public <T> T epoch(String key, String field, String stamp, Function<byte[], T> write) {
        return send(Message.Kind.EPOCH, NONE, field + " " + stamp + " " + key, write);
    }

    private synchronized <T> T send(Message.Kind kind, long[] addresses, String text, Function<byte[], T> write) {
        sequence++;
        return write.apply(new Message(origin, id, sequence, kind, addresses, text).toBytes());
    }

    /** Publishes a sign of life. */
    synchronized void beat(long nowNanos) {
        if (denied) {
            return;
        }
        int slot = (int) (beats++ % BEATS);
        beatSequences[slot] = sequence + 1;
        beatNanos[slot] = nowNanos;
        send(Message.Kind.BEAT, NONE, "", bytes -> {
            publisher.accept(bytes);
            return bytes;
        });
    }

    /** A beat has come back: what was published before it has come too. */
    synchronized void echoed(long beat) {
        for (int i = 0; i < BEATS; i++) {
            if (beatSequences[i] == beat && (!echoed || beatNanos[i] - goodNanos > 0)) {
                echoed = true;
                goodNanos = beatNanos[i];
            }
        }
    }

    /** Beats of before say nothing any more. */
    synchronized void forgetEchoes() {
        echoed = false;
        Arrays.fill(beatSequences, 0);
    }

    /** Whether a beat came back since they were forgotten. */
    synchronized boolean isEchoed() {
        return echoed;
    }

    /** When the latest beat was sent that came back; before the first one: when the connection was made. */
    synchronized long goodNanos() {
        return goodNanos;
    }
}
