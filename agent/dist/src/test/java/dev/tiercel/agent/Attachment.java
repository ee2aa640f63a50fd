package dev.tiercel.agent;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.tiercel.control.ControlMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.function.Function;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The agent's jar and a program that runs, from outside. */
final class Attachment {
    private Attachment() {}

    /** As {@code -javaagent:tiercel-agent.jar=argument}, but while it runs. */
    static void attach(RunningJvm program, String argument) {
        on(program, vm -> {
            vm.loadAgent(ForkedJvm.AGENT.toString(), argument);
            return null;
        });
    }

    static void detach(RunningJvm program) {
        attach(program, ":detach");
    }

    static Properties properties(RunningJvm program) {
        return on(program, VirtualMachine::getSystemProperties);
    }

    /** Asks the agent's bean. */
    static <T> T control(RunningJvm program, Function<ControlMXBean, T> question) {
        attach(program, ":control");
        String address = on(program, VirtualMachine::startLocalManagementAgent);
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            return question.apply(JMX.newMXBeanProxy(
                    connector.getMBeanServerConnection(), new ObjectName(ControlMXBean.NAME), ControlMXBean.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private interface Work<T> {
        T on(VirtualMachine vm) throws IOException, AgentLoadException, AgentInitializationException;
    }

    private static <T> T on(RunningJvm program, Work<T> work) {
        try {
            VirtualMachine vm = VirtualMachine.attach(String.valueOf(program.pid()));
            try {
                return work.on(vm);
            } finally {
                vm.detach();
            }
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IllegalStateException(program.toString(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
