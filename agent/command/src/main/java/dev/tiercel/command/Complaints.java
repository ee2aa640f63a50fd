package dev.tiercel.command;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.ReflectionException;

/** What went wrong, as a line for the user. */
final class Complaints {
    private Complaints() {}

    static Refusal of(Throwable thrown) {
        if (thrown instanceof Refusal known) {
            return known;
        }
        if (thrown instanceof IllegalArgumentException || thrown instanceof IllegalStateException) {
            return Refusal.notPossible(String.valueOf(thrown.getMessage())); // The agent's own words.
        }
        if (thrown instanceof UndeclaredThrowableException wrapped && wrapped.getCause() != null) {
            return ofConnection(wrapped.getCause());
        }
        if (thrown instanceof NoClassDefFoundError missing
                && String.valueOf(missing.getMessage()).contains("com/sun/tools/attach")) {
            return Refusal.notPossible("the Java that runs this command (" + System.getProperty("java.home")
                    + ") has no module jdk.attach; run it with the java of a JDK");
        }
        return Refusal.notPossible("unexpected, please report: " + thrown);
    }

    private static Refusal ofConnection(Throwable cause) {
        if (isEnd(cause)) {
            return Refusal.nobodyThere("the JVM has ended");
        }
        if (cause instanceof InstanceNotFoundException) {
            return Refusal.nobodyThere("the agent has left that JVM");
        }
        if (cause instanceof ReflectionException || cause instanceof AttributeNotFoundException) {
            return Refusal.notPossible("the agent in that JVM does not know this command: it is of another version;"
                    + " use the command line of its own jar");
        }
        return Refusal.notPossible("unexpected, please report: " + cause);
    }

    /** True: the JVM that was asked is not there any more. */
    static boolean isEnd(Throwable thrown) {
        Throwable cause = thrown instanceof UndeclaredThrowableException wrapped ? wrapped.getCause() : thrown;
        return cause instanceof IOException;
    }
}
