package dev.tiercel.command;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Where the command line begins; called by name, by the entry class of the agent's jar. */
public final class Tiercel {
    private Tiercel() {}

    /**
     * Runs one command on this process's streams.
     *
     * @param jar the agent's
     * @return the exit code
     */
    public static int run(String[] arguments, File jar) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        Map<String, String> properties = new HashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        Desk desk = new Desk(
                () -> new LocalJvms(jar), Pulse.SYSTEM, System.getenv(), properties, out, err, Terminal.isThere());
        try {
            return CommandTree.of(desk, version(jar)).execute(arguments);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), false, charset());
    }

    /** That of the terminal, where Java (18 and later) says it. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", ""));
        return Charset.isSupported(name.isEmpty() ? "-" : name) ? Charset.forName(name) : Charset.defaultCharset();
    }

    private static String version(File jar) {
        try (JarFile file = new JarFile(jar)) {
            Manifest manifest = file.getManifest();
            String version = manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
            return version == null ? "unknown" : version;
        } catch (IOException unreadable) {
            return "unknown";
        }
    }
}
