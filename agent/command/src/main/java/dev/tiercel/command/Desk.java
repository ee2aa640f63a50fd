package dev.tiercel.command;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;

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

    Jvms jvms() {
        return machine.get();
    }

    void say(String line) {
        out.println(Plain.of(line));
    }

    void complain(String line) {
        out.flush();
        err.println("tiercel: " + Plain.of(line));
        err.flush();
    }
}
