package dev.tiercel.weaving.entry;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.runtime.ObjectMethods;
import java.net.URL;
import java.security.AccessController;
import java.security.CodeSource;
import java.security.PrivilegedAction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Where the virtual machine starts the agent: before an application's main, or while it runs. Before main it does as little
 * as it can: nothing that fails here, or takes time, is worth more than the application's start.
 */
public final class TiercelAgent {
    /** The system property that says which version of the agent is in this process. */
    private static final String MARKER = "dev.tiercel.agent";

    /** The system property that says why the agent is not in this process, to who has tried to attach it. */
    private static final String REFUSAL = "dev.tiercel.agent.refusal";

    private static final String ENGINE = "dev.tiercel.weaving.Agent";

    /** Arguments that are no settings: what an agent that is there already is to do. */
    private static final String OPEN_CONTROL = ":control";

    private static final String DETACH = ":detach";

    private TiercelAgent() {}

    /** Called by the virtual machine for {@code -javaagent}. */
    public static void premain(String argument, Instrumentation instrumentation) {
        if (System.getProperty(MARKER) != null && !isSwitchedOff()) {
            say("the agent is on the command line twice; the second one does nothing");
            return;
        }
        start("start", argument == null ? "" : argument, instrumentation);
    }

    /** Called by the virtual machine for an attach, and for {@code Launcher-Agent-Class}: that comes before main. */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        String said = argument == null ? "" : argument;
        boolean there = System.getProperty(MARKER) != null;
        if (said.equals(OPEN_CONTROL)) {
            Link.openControl();
        } else if (said.equals(DETACH)) {
            boolean unused = Link.leave();
        } else if (there) {
            Link.again(said);
        } else {
            boolean runs = Thread.currentThread().getName().equals("Attach Listener");
            start(runs ? "attach" : "start", said, instrumentation);
        }
    }

    /**
     * Attaches the agent to this process, as {@link #install(String)}, without settings.
     *
     * @return whether it is in this process now
     */
    public static boolean install() {
        return install("");
    }

    /**
     * Attaches the agent to this process, for applications that cannot be started with {@code -javaagent}: call it at the
     * beginning of main. A virtual machine lets only another process attach to it, so one is started, which takes a second
     * or so. Where the agent's jar is inside the application's, it is copied to the folder for temporary files, and deleted
     * as the process ends. Where that is not allowed, a line on standard error says why, and the application goes on without.
     *
     * @param argument as in {@code -javaagent:tiercel-agent.jar=argument}
     * @return whether it is in this process now
     */
    public static boolean install(String argument) {
        if (isSwitchedOff()) {
            return false;
        }
        if (System.getProperty(MARKER) != null && isTheOne()) {
            Link.again(argument);
            return true;
        }
        try {
            SelfAttach.attach(argument);
            if (System.getProperty(MARKER) == null) {
                String refusal = System.getProperty(REFUSAL);
                say("the agent could not be installed, and the application runs uncached"
                        + (refusal == null ? "; start it with -javaagent instead" : ": " + refusal));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError ours) {
            say("the agent could not be installed, and the application runs uncached: "
                    + (ours instanceof IOException ? ours.getMessage() : ours)
                    + "; start it with -javaagent instead");
        }
        return System.getProperty(MARKER) != null;
    }

    /** False for a class that an application has in its own class loader, too: it is one of two, and without an engine. */
    private static boolean isTheOne() {
        return TiercelAgent.class.getClassLoader() == ClassLoader.getSystemClassLoader();
    }

    /** @param how {@code start} before main, {@code attach} while it runs */
    @SuppressWarnings("unchecked") // the engine's answer crosses the class loaders as a type of the JDK
    private static synchronized void start(String how, String argument, Instrumentation instrumentation) {
        if (isSwitchedOff()) {
            refuse("tiercel.enabled is false in this process");
            return;
        }
        try {
            System.clearProperty(REFUSAL);
            ClassLoader loader = new IsolatedLoader(ownJar());
            Runnable timer = TiercelAgent::beginTimer;
            Runnable gone = TiercelAgent::left;
            Function<Object[], Object> engine = (Function<Object[], Object>) loader.loadClass(ENGINE)
                    .getMethod("of", String.class, Instrumentation.class, Runnable.class, Runnable.class)
                    .invoke(null, argument, instrumentation, timer, gone);
            Link.install(engine);
            System.setProperty(MARKER, String.valueOf(engine.apply(new Object[] {how})));
        } catch (Throwable ours) {
            Link.install(null);
            Throwable cause =
                    ours instanceof InvocationTargetException && ours.getCause() != null ? ours.getCause() : ours;
            boolean told = cause instanceof IllegalArgumentException && cause.getMessage() != null;
            refuse(told ? cause.getMessage() : cause.toString());
            say("the agent could not start, and the application runs uncached: "
                    + (told ? cause.getMessage() : cause.toString()));
        }
    }

    /**
     * Has the JDK make the one thread of its futures' timeouts now, if it has none yet. That inherits, for good, from whoever
     * happens to need it first: a class loader of an application, or ours, and before Java 24 the protection domains of
     * everybody on the stack.
     */
    @SuppressWarnings("removal") // nothing else leaves the callers' protection domains out; on Java 24 it does nothing
    private static void beginTimer() {
        PrivilegedAction<Object> begin = () -> new CompletableFuture<>().completeOnTimeout("", 1, TimeUnit.NANOSECONDS);
        Object unused = AccessController.doPrivileged(begin);
    }

    private static void refuse(String why) {
        System.setProperty(REFUSAL, why);
    }

    /** The engine has left: nothing of it is held any more. */
    private static void left() {
        Link.install(null);
        System.clearProperty(MARKER);
        forgetLastRecord();
    }

    /**
     * The JDK remembers the types of the record whose {@code equals} it has made last, in the caches of constant method handles
     * ({@code MethodHandle.asType}), and with them the engine's class loader. So it makes another.
     */
    private static void forgetLastRecord() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle value = lookup.findGetter(Last.class, "value", Object.class);
            MethodType equals = MethodType.methodType(boolean.class, Last.class, Object.class);
            MethodType hashCode = MethodType.methodType(int.class, Last.class);
            Object unused = ObjectMethods.bootstrap(lookup, "equals", equals, Last.class, "value", value);
            unused = ObjectMethods.bootstrap(lookup, "hashCode", hashCode, Last.class, "value", value);
        } catch (Throwable remembered) {
            // A class loader stays until the JDK makes another record.
        }
    }

    /** What the JDK is to remember instead. */
    private record Last(Object value) {}

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
