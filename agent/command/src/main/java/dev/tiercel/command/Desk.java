package dev.tiercel.command;

import java.io.PrintWriter;
import java.util.Map;

/**
 * What every command works with.
 *
 * @param environment of this shell
 * @param properties of this JVM
 * @param isTerminal true: somebody looks at the output as it comes
 */
record Desk(
        Jvms jvms,
        Pulse pulse,
        Map<String, String> environment,
        Map<String, String> properties,
        PrintWriter out,
        PrintWriter err,
        boolean isTerminal) {

    void say(String line) {
        out.println(Plain.of(line));
    }

    void complain(String line) {
        out.flush();
        err.println("tiercel: " + Plain.of(line));
        err.flush();
    }
}
