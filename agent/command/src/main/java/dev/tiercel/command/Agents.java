package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.io.File;

/** What commands have to know of agents. */
final class Agents {
    private Agents() {}

    /** The agent of a JVM. */
    static ControlMXBean of(Jvm jvm) {
        mustBeThere(jvm);
        return jvm.control();
    }

    static void mustBeThere(Jvm jvm) {
        if (jvm.agent() == null) {
            throw Refusal.nobodyThere(
                    "no agent in the JVM " + jvm.pid() + "; bring it in: attach " + jvm.pid() + " [settings]");
        }
    }

    /** Settings or a file, as another process understands them: its working directory is another one. */
    static String argument(String given) {
        File file = new File(given);
        if (file.isFile()) {
            return file.getAbsolutePath();
        }
        String key = "config=";
        if (given.startsWith(key) && new File(given.substring(key.length())).isFile()) {
            return key + new File(given.substring(key.length())).getAbsolutePath();
        }
        if (given.startsWith(":")) {
            throw Refusal.notPossible(given + ": settings are key=value,key=value, or the path of a file");
        }
        if (given.indexOf('=') < 0 && !given.isEmpty()) {
            throw Refusal.notPossible(file.getAbsolutePath()
                    + " does not exist: give the path of a tiercel.yaml, or key=value,key=value");
        }
        return given;
    }
}
