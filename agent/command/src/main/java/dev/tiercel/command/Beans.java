package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.io.IOException;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** A connection to the bean server of a JVM. */
final class Beans implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private Beans(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    @SuppressWarnings("BanJNDI") // the address is what the JVM itself has told us
    static Beans at(String address) throws IOException {
        return new Beans(JMXConnectorFactory.connect(new JMXServiceURL(address)));
    }

    /** The agent's; null: it is not registered. */
    @Nullable
    ControlMXBean control() {
        try {
            ObjectName name = new ObjectName(ControlMXBean.NAME);
            return server.isRegistered(name) ? JMX.newMXBeanProxy(server, name, ControlMXBean.class) : null;
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException ended) {
            throw Refusal.nobodyThere("the JVM has ended");
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException ended) {
            // Then there is nothing to close.
        }
    }
}
