package hosts.apart;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Runs an application in a class loader that has no parent; arguments: its class path. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        URL[] places = new URL[args.length];
        for (int i = 0; i < args.length; i++) {
            places[i] = Path.of(args[i]).toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(places, null)) {
            loader.loadClass("hosts.Talk").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
    }
}
