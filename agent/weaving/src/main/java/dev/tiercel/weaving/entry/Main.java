package dev.tiercel.weaving.entry;

import java.io.File;
import java.lang.reflect.InvocationTargetException;

/** The command line, {@code java -jar tiercel-agent.jar}: it runs apart, as the engine does in an application. */
public final class Main {
    private static final String COMMAND = "dev.tiercel.command.Tiercel";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            File jar = new File(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            ClassLoader loader = new IsolatedLoader(jar);
            Thread.currentThread().setContextClassLoader(loader);
            return (int) loader.loadClass(COMMAND)
                    .getMethod("run", String[].class, File.class)
                    .invoke(null, arguments, jar);
        } catch (InvocationTargetException ours) {
            return failed(ours.getCause());
        } catch (Exception | LinkageError ours) {
            return failed(ours);
        }
    }

    private static int failed(Throwable ours) {
        System.err.println("tiercel: the command line could not start: " + ours);
        return 1;
    }
}
