package dev.tiercel.sample.events;

import io.micronaut.context.BeanProvider;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Who this process is among the instances. Thread-safe. */
@Singleton
final class Self {
    private final String origin = UUID.randomUUID().toString();
    private final BeanProvider<EmbeddedServer> server;

    Self(BeanProvider<EmbeddedServer> server) {
        this.server = server;
    }

    /** For programs: no other process has it, and a restart makes another one. */
    String origin() {
        return origin;
    }

    /** For people: host and port. Known once the server runs. */
    String name() {
        return server.get().getHost() + ":" + server.get().getPort();
    }
}
