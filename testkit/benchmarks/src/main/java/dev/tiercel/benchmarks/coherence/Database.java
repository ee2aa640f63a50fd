package dev.tiercel.benchmarks.coherence;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The source behind the caches: a version for each key, the highest that was written. Each operation takes effect at once,
 * and its answer comes a little later: so a load is often out of date when it arrives, and a write is done before its
 * writer goes on.
 */
final class Database implements AutoCloseable {
    static final char READ = 'r';
    static final char WRITE = 'w';

    private static final long USUAL_NANOS = 300_000;
    private static final long SLOW_NANOS = 5_000_000;
    private static final int SLOW_OF = 20;

    private final Map<String, Long> rows = new ConcurrentHashMap<>();
    private final AtomicLong reads = new AtomicLong();
    private final RowServer server;

    Database() throws IOException {
        this.server = RowServer.start(this::handle);
    }

    int port() {
        return server.port();
    }

    /** How often it was read. */
    long reads() {
        return reads.get();
    }

    /** The version of the row; 0: there is none. */
    long version(String key) {
        return rows.getOrDefault(key, 0L);
    }

    private long handle(char operation, String key, long version) {
        long answer;
        if (operation == WRITE) {
            answer = rows.merge(key, version, Math::max);
        } else {
            reads.incrementAndGet();
            answer = version(key);
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        LockSupport.parkNanos(random.nextLong(random.nextInt(SLOW_OF) == 0 ? SLOW_NANOS : USUAL_NANOS));
        return answer;
    }

    /** Everything is gone. */
    void clear() {
        rows.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
