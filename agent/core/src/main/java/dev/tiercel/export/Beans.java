package dev.tiercel.export;

import dev.tiercel.log.EventLog;
import dev.tiercel.metrics.CacheFigures;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The beans of this process at the platform's server: one for the agent, one for each cache. A name that somebody else has, or
 * a server that refuses, is one line in the log. For one thread at a time.
 */
final class Beans implements AutoCloseable {
    private static final Pattern PLAIN = Pattern.compile("[\\w.$-]+");
    private static final String AGENT = "dev.tiercel:type=Agent";

    private final Instance instance;
    private final String version;
    private final EventLog log;

    /** By name; the wildcard: it was refused. */
    private final Map<String, ObjectName> known = new HashMap<>();

    Beans(Instance instance, String version, EventLog log) {
        this.instance = instance;
        this.version = version;
        this.log = log;
    }

    /** Registers what is new. */
    void refresh() {
        register(AGENT, new AgentBean(instance, version));
        instance.told();
        for (CacheFigures cache : instance.caches()) {
            if (known.size() <= Meters.MOST_CACHES) {
                String name = PLAIN.matcher(cache.cache()).matches() ? cache.cache() : ObjectName.quote(cache.cache());
                register("dev.tiercel:type=Cache,name=" + name, new CacheBean(cache, instance.changes()));
            }
        }
    }

    private void register(String name, Object bean) {
        if (known.containsKey(name)) {
            return;
        }
        known.put(name, ObjectName.WILDCARD);
        try {
            ObjectName parsed = new ObjectName(name);
            server().registerMBean(bean, parsed);
            known.put(name, parsed);
        } catch (JMException | RuntimeException refused) {
            log.warn(
                    "jmx",
                    "JMX has no bean " + name + " of ours: " + refused
                            + "; metrics.jmx: false does without such beans");
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    @Override
    public void close() {
        known.values().removeIf(ObjectName.WILDCARD::equals);
        for (ObjectName each : known.values()) {
            try {
                server().unregisterMBean(each);
            } catch (JMException | RuntimeException gone) {
                // Somebody else has taken it out, which is what we want.
            }
        }
        known.clear();
    }
}
