package dev.tiercel.weaving.entry;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Another process that attaches the agent to this one: a virtual machine does not let itself in. */
final class SelfAttach {
    private static final long PATIENCE_SECONDS = 60;

    private SelfAttach() {}

    /** Returns when the agent is in this process, or has refused. */
    static void attach(String argument) throws Exception {
        URL place = SelfAttach.class.getProtectionDomain().getCodeSource().getLocation();
        ProcessBuilder command = new ProcessBuilder(
                new File(System.getProperty("java.home"), "bin/java").getPath(),
                "-cp", // Not -jar: that would start the application once more, should it be packed into one jar with
                // us.
                jarAt(place).getPath(),
                Main.class.getName(),
                "attach",
                String.valueOf(ProcessHandle.current().pid()),
                argument);
        // They are for the application: a debugger's port, other agents, a large heap.
        command.environment()
                .keySet()
                .removeAll(Arrays.asList("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process helper = command.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        helper.getOutputStream().close();
        if (!helper.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            helper.destroyForcibly();
            throw new IOException("attaching took too long");
        }
    }

    /** The agent's jar as a file; a copy that goes at this process's end, where it is inside another jar. */
    private static File jarAt(URL place) throws Exception {
        File jar = place.getProtocol().equals("file") ? new File(place.toURI()) : copyOf(place);
        try (JarFile opened = new JarFile(jar)) {
            Manifest manifest = opened.getManifest();
            if (manifest == null
                    || !TiercelAgent.class
                            .getName()
                            .equals(manifest.getMainAttributes().getValue("Agent-Class"))) {
                throw new IOException(
                        "the agent's classes are in " + place + ", but the agent needs its own jar whole");
            }
        }
        return jar;
    }

    private static File copyOf(URL place) throws IOException {
        try (InputStream jar = contentOf(place)) {
            File copy = File.createTempFile("tiercel-agent", ".jar");
            copy.deleteOnExit();
            Files.copy(jar, copy.toPath(), StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new IOException(
                    "the agent's jar is " + place + " and cannot be copied to " + System.getProperty("java.io.tmpdir")
                            + " (" + e.getMessage() + ")",
                    e);
        }
    }

    /** The bytes of a jar that is in another one, as the class loader that is able to read it has them. */
    private static InputStream contentOf(URL place) throws IOException {
        URLConnection connection = place.openConnection();
        return connection instanceof JarURLConnection inJar
                ? inJar.getJarFileURL().openStream()
                : connection.getInputStream();
    }
}
