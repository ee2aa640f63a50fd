package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import java.util.List;

/** Who is who in a replicated topology. */
record Roles(Endpoint master, List<Endpoint> replicas) {
    Roles {
        replicas = List.copyOf(replicas);
    }

    /** Finds out, and again for ever. Its methods are called on the loop's thread. */
    interface Watch extends AutoCloseable {
        void start();

        /** Something is not as it was: looks at once. */
        void soon();

        @Override
        void close();
    }
}
