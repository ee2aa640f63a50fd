package dev.tiercel.weaving.entry;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.security.CodeSource;
import java.util.function.Function;

/**
 * Where the virtual machine starts the agent. It does as little as it can before the application's main: nothing that
 * fails here, or takes time, is worth more than the application's start.
 */
public final class TiercelAgent {
    private static final String MARKER = "dev.tiercel.agent";
    private static final String ENGINE = "dev.tiercel.weaving.Agent";

    private TiercelAgent() {}

    /** Called by the virtual machine for {@code -javaagent}. */
    public static void premain(String argument, Instrumentation instrumentation) {
        start(argument == null ? "" : argument, instrumentation);
    }

    @SuppressWarnings("unchecked") // the engine's answer crosses the class loaders as a type of the JDK
    private static synchronized void start(String argument, Instrumentation instrumentation) {
        if (isSwitchedOff()) {
            return;
        }
        if (System.getProperty(MARKER) != null) {
            say("the agent is on the command line twice; the second one does nothing");
            return;
        }
        try {
            ClassLoader loader = new IsolatedLoader(ownJar());
            Object engine = loader.loadClass(ENGINE)
                    .getMethod("start", String.class, Instrumentation.class)
                    .invoke(null, argument, instrumentation);
            Link.install((Function<Object[], Object>) engine);
            System.setProperty(MARKER, "on");
        } catch (Throwable ours) {
            Throwable cause = ours.getCause() != null ? ours.getCause() : ours;
            say("the agent could not start, and the application runs uncached: " + cause);
        }
    }

    /** The kill switch, read before anything else is loaded. */
    private static boolean isSwitchedOff() {
        String property = System.getProperty("tiercel.enabled");
        String value = property != null ? property : System.getenv("TIERCEL_ENABLED");
        return value != null && value.trim().equalsIgnoreCase("false");
    }

    private static File ownJar() throws Exception {
        CodeSource source = TiercelAgent.class.getProtectionDomain().getCodeSource();
        URL location = source.getLocation();
        return new File(location.toURI());
    }

    private static void say(String line) {
        System.err.println("[tiercel] WARN " + line);
    }
}
