package dev.tiercel.testkit;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A topology of one kind that belongs to an annotated class, or method. Its tests take turns. */
final class SharedRedis {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedRedis.class);

    private final ExtensionContext owner;
    private final RedisTopology.Kind kind;
    private final Semaphore turn = new Semaphore(1);
    private @Nullable RedisTopology topology;

    private SharedRedis(ExtensionContext owner, RedisTopology.Kind kind) {
        this.owner = owner;
        this.kind = kind;
    }

    /** Found by a key of its own: a store also looks into those of the enclosing contexts. */
    static synchronized SharedRedis of(ExtensionContext owner, RedisTopology.Kind kind) {
        SharedRedis shared = owner.getStore(NAMESPACE).get(key(owner, kind), SharedRedis.class);
        if (shared == null) {
            shared = new SharedRedis(owner, kind);
            owner.getStore(NAMESPACE).put(key(owner, kind), shared);
        }
        return shared;
    }

    /** Waits for its turn, and starts the topology when it does not run yet. */
    static void beginTest(ExtensionContext test, ExtensionContext owner, RedisTopology.Kind kind)
            throws InterruptedException {
        SharedRedis shared = of(owner, kind);
        shared.turn.acquire();
        test.getStore(NAMESPACE).put(test.getUniqueId(), shared);
        shared.started();
    }

    /** Makes it as it was for the next test, or closes it when it belongs to this test alone. */
    static void endTest(ExtensionContext test, ExtensionContext owner) {
        SharedRedis shared = test.getStore(NAMESPACE).remove(test.getUniqueId(), SharedRedis.class);
        if (shared == null) {
            return;
        }
        try {
            if (owner.equals(test)) {
                shared.close();
            } else {
                shared.clean();
            }
        } finally {
            shared.turn.release();
        }
    }

    static void closeAll(ExtensionContext owner) {
        for (RedisTopology.Kind kind : RedisTopology.Kind.values()) {
            SharedRedis shared = owner.getStore(NAMESPACE).remove(key(owner, kind), SharedRedis.class);
            if (shared != null) {
                shared.close();
            }
        }
    }

    private static String key(ExtensionContext owner, RedisTopology.Kind kind) {
        return owner.getUniqueId() + "/" + kind;
    }

    synchronized RedisTopology started() {
        if (topology == null) {
            topology = RedisExtension.start(owner, kind);
        }
        return topology;
    }

    /** One that does not heal is not given to the next test: that gets a new one. */
    private synchronized void clean() {
        if (topology == null) {
            return;
        }
        try {
            topology.heal();
            topology.flush();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private synchronized void close() {
        if (topology != null) {
            topology.close();
            topology = null;
        }
    }
}
