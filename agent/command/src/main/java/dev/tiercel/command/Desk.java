package dev.tiercel.command;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What every command works with.
 *
 * @param machine this one; the JDK's part for that may be missing, and is not loaded before it is asked for
 * @param environment of this shell
 * @param properties of this JVM
 * @param isTerminal true: somebody looks at the output as it comes
 */
record Desk(
        Supplier<Jvms> machine,
        Pulse pulse,
        Map<String, String> environment,
        Map<String, String> properties,
        PrintWriter out,
        PrintWriter err,
        boolean isTerminal) {

    /** What stands before an at sign may be a password, whatever it was given as; not in what says how to write one. */
    private static final Pattern LOGIN = Pattern.compile("[^\\s\"\\[\\]]+@(?=[^\\s\\]])");

    Jvms jvms() {
        return machine.get();
    }

    void say(String line) {
        out.println(Plain.of(line));
    }

    void complain(String line) {
        out.flush();
        err.println("tiercel: " + Plain.of(LOGIN.matcher(line).replaceAll("****@")));
        err.flush();
    }
}
