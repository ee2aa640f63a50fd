package dev.tiercel.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** One direction of one connection: what was read and is not yet written, in order. The end is passed on like a byte. */
final class ProxyStream {
    /** Nothing to be done before somebody else does something. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int MAX_HELD_BYTES = 1024 * 1024;
    private static final int MAX_CHUNK = 16 * 1024;

    /** What a bandwidth limit lets through at once: the share of a twentieth of a second. */
    private static final int BURSTS_PER_SECOND = 20;

    private final ProxyFault fault;
    private final SocketChannel from;
    private final SocketChannel to;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private int heldBytes;
    private boolean ended;
    private boolean endPassedOn;
    private boolean blocked;
    private long bytesUntilCut = ProxyFault.UNLIMITED;
    private double allowance;
    private long allowanceAt = System.nanoTime();

    private record Chunk(ByteBuffer bytes, long dueAt) {}

    ProxyStream(ProxyFault fault, SocketChannel from, SocketChannel to) {
        this.fault = fault;
        this.from = from;
        this.to = to;
    }

    void cutAfter(long bytes) {
        bytesUntilCut = bytes;
    }

    /** Makes everything that waits for its time due at once. */
    void heal() {
        long now = System.nanoTime();
        chunks.addAll(drain().stream().map(chunk -> new Chunk(chunk.bytes, now)).toList());
        bytesUntilCut = ProxyFault.UNLIMITED;
    }

    private Deque<Chunk> drain() {
        Deque<Chunk> all = new ArrayDeque<>(chunks);
        chunks.clear();
        return all;
    }

    boolean wantsRead() {
        return !ended && heldBytes < MAX_HELD_BYTES;
    }

    /** The receiver takes no more at present. */
    boolean isBlocked() {
        return blocked;
    }

    /** Everything has arrived, the end too. */
    boolean isOver() {
        return endPassedOn;
    }

    /** Reads what is there. */
    void read() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_CHUNK);
        while (wantsRead()) {
            int n = from.read(buffer.clear());
            if (n == 0) {
                return;
            }
            byte[] bytes = new byte[Math.max(n, 0)];
            buffer.flip().get(bytes);
            ended = n < 0;
            heldBytes += bytes.length;
            chunks.add(new Chunk(ByteBuffer.wrap(bytes), dueAt()));
        }
    }

    /** Never before what came earlier. */
    private long dueAt() {
        long due = System.nanoTime() + fault.delayNanos();
        Chunk last = chunks.peekLast();
        return last == null || due - last.dueAt > 0 ? due : last.dueAt;
    }

    /**
     * Writes what is due and may pass.
     *
     * @return false: the connection is to be cut here
     */
    boolean write() throws IOException {
        blocked = false;
        while (!fault.isHeld() && !chunks.isEmpty() && chunks.getFirst().dueAt - System.nanoTime() <= 0) {
            ByteBuffer bytes = chunks.getFirst().bytes;
            if (!bytes.hasRemaining()) {
                chunks.removeFirst();
                if (ended && chunks.isEmpty()) {
                    to.shutdownOutput();
                    endPassedOn = true;
                }
                continue;
            }
            if (bytesUntilCut == 0) {
                return false;
            }
            int length = (int) Math.min(bytes.remaining(), Math.min(bytesUntilCut, allowed()));
            if (length == 0) {
                return true;
            }
            int n = to.write(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + n);
            passed(n);
            if (bytesUntilCut == 0) {
                return false;
            }
            if (n < length) {
                blocked = true;
                return true;
            }
        }
        return true;
    }

    private void passed(int n) {
        heldBytes -= n;
        if (bytesUntilCut != ProxyFault.UNLIMITED) {
            bytesUntilCut -= n;
        }
        allowance -= n;
    }

    /** How many bytes the bandwidth lets through now: none, until it is worth the while. */
    private long allowed() {
        long rate = fault.bytesPerSecond();
        if (rate == ProxyFault.UNLIMITED) {
            allowance = 0;
            return ProxyFault.UNLIMITED;
        }
        long now = System.nanoTime();
        double burst = burst(rate);
        allowance = Math.min(burst, Math.max(0, allowance) + (double) rate * (now - allowanceAt) / 1e9);
        allowanceAt = now;
        return (long) allowance;
    }

    private static double burst(long rate) {
        return Math.max(1, (double) rate / BURSTS_PER_SECOND);
    }

    /** In how many nanoseconds {@link #write} has something to do, if nothing else happens. */
    long nextNanos() {
        if (fault.isHeld() || chunks.isEmpty() || blocked) {
            return NEVER;
        }
        long due = chunks.getFirst().dueAt - System.nanoTime();
        if (due > 0) {
            return due;
        }
        return (long) (TimeUnit.SECONDS.toNanos(1) * burst(fault.bytesPerSecond()) / fault.bytesPerSecond());
    }
}
