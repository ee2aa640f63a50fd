package dev.tiercel.control;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * The agent's control at the platform's bean server. It is there once somebody wants it: the bean server asks for a logger, and
 * so fixes the application's log manager, which that may choose in its main. A Java runtime without JMX can load this class, for
 * it catches none of JMX's own exceptions. Thread-safe.
 */
public final class ControlBean implements AutoCloseable {
    private final ControlMXBean control;
    private boolean open;
    private boolean closed;

    /** Nothing is registered yet. */
    public ControlBean(ControlMXBean control) {
        this.control = control;
    }

    /**
     * Registers it, if it is not yet.
     *
     * @throws IllegalStateException the bean server refuses
     */
    public synchronized void open() {
        if (open || closed) {
            return;
        }
        try {
            server().registerMBean(new StandardMBean(control, ControlMXBean.class, true), name());
            open = true;
        } catch (Exception refused) {
            throw new IllegalStateException("JMX takes no bean " + ControlMXBean.NAME + ": " + refused, refused);
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private static ObjectName name() throws JMException {
        return new ObjectName(ControlMXBean.NAME);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (open) {
            open = false;
            try {
                server().unregisterMBean(name());
            } catch (Exception gone) {
                // Somebody else has taken it out, which is what we want.
            }
        }
    }
}
