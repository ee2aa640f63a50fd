package dev.tiercel.command;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachOperationFailedException;
import com.sun.tools.attach.VirtualMachine;
import dev.tiercel.control.ControlMXBean;
import java.io.File;
import java.io.IOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A JVM of this machine that lets us in. */
final class LocalJvm implements Jvm {
    /** A system property of every JVM with the agent: its version. */
    private static final String MARKER = "dev.tiercel.agent";

    private final VirtualMachine machine;
    private final long pid;
    private final File jar;
    private @Nullable Beans beans;

    LocalJvm(VirtualMachine machine, long pid, File jar) {
        this.machine = machine;
        this.pid = pid;
        this.jar = jar;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public @Nullable String agent() {
        return properties().getProperty(MARKER);
    }

    @Override
    public @Nullable String refusal() {
        return properties().getProperty(MARKER + ".refusal");
    }

    @Nullable
    String java() {
        return properties().getProperty("java.version");
    }

    /** Of its agent, asked without changing anything; null: it has none, or one that nobody has used yet. */
    @Nullable
    String state() {
        if (agent() == null) {
            return null;
        }
        ControlMXBean control = beans().control();
        return control == null ? null : control.getState();
    }

    private Properties properties() {
        try {
            return machine.getSystemProperties();
        } catch (IOException ended) {
            throw Refusal.nobodyThere("the JVM " + pid + " has ended");
        }
    }

    @Override
    public void load(String argument) {
        try {
            machine.loadAgent(jar.getPath(), argument);
        } catch (AgentInitializationException failed) {
            throw Refusal.notPossible(
                    "the agent could not start in the JVM " + pid + "; that JVM's standard error says why");
        } catch (AgentLoadException refused) {
            throw Refusal.notPossible(refusal(String.valueOf(refused.getMessage())));
        } catch (IOException ended) {
            throw Refusal.notPossible("the JVM " + pid + " did not load the agent (" + ended.getMessage() + ")");
        }
    }

    private String refusal(String message) {
        if (message.contains("EnableDynamicAgentLoading")) {
            return "the JVM " + pid
                    + " refuses agents while it runs; start it with -XX:+EnableDynamicAgentLoading, or with"
                    + " -javaagent:tiercel-agent.jar";
        }
        return "the JVM " + pid + " cannot load " + jar.getPath()
                + "; the file has to be there for that JVM too: name it with --jar (" + message + ")";
    }

    /** Where no cache was used yet, or the configuration keeps out JMX, the agent is told to be there. */
    @Override
    public ControlMXBean control() {
        ControlMXBean known = beans().control();
        if (known != null) {
            return known;
        }
        load(":control");
        ControlMXBean made = beans().control();
        if (made == null) {
            throw Refusal.notPossible("the agent in the JVM " + pid + " (" + agent()
                    + ") does not answer; is it older than this command line?");
        }
        return made;
    }

    private Beans beans() {
        Beans known = beans;
        if (known == null) {
            try {
                known = Beans.at(machine.startLocalManagementAgent());
            } catch (AttachOperationFailedException refused) {
                throw Refusal.notPossible("the JVM " + pid + " does not start its management (" + refused.getMessage()
                        + "); does its Java have the module jdk.management.agent?");
            } catch (IOException unreachable) {
                throw Refusal.notPossible("the management of the JVM " + pid + " cannot be reached ("
                        + unreachable.getMessage() + "); run the command in its container");
            }
            beans = known;
        }
        return known;
    }

    @Override
    public void close() {
        Beans known = beans;
        if (known != null) {
            known.close();
        }
        try {
            machine.detach();
        } catch (IOException ended) {
            // Then there is nothing to leave.
        }
    }
}
