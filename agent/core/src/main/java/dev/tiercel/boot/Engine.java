package dev.tiercel.boot;

import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigResult;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.entry.CoarseTicker;
import dev.tiercel.l1.L1Factory;
import dev.tiercel.l1.Maintenance;
import dev.tiercel.l2.L2;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.Caches;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one process: reads the configuration and wires the rooms, once, when it is first asked for its caches.
 * Thread-safe.
 */
public final class Engine implements AutoCloseable {
    private final String argument;
    private final EventLog log;
    private boolean started;
    private boolean closed;
    private @Nullable Parts parts;

    /** @param argument of the agent: what stands after {@code -javaagent:tiercel-agent.jar=} */
    public Engine(String argument, EventLog log) {
        this.argument = argument;
        this.log = log;
    }
}
