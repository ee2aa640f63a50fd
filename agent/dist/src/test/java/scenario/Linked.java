package scenario;

import faults.FaultAgent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads and verifies one of so many classes, the first argument, of the jars that are the others, and tells what became of
 * each. None is initialised.
 */
public final class Linked {
    private Linked() {}

    public static void main(String[] arguments) throws Exception {
        int every = Integer.parseInt(arguments[0]);
        URL[] places = new URL[arguments.length - 1];
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < places.length; i++) {
            places[i] = Path.of(arguments[i + 1]).toUri().toURL();
            try (ZipFile jar = new ZipFile(arguments[i + 1])) {
                jar.stream()
                        .map(ZipEntry::getName)
                        .filter(name ->
                                name.endsWith(".class") && !name.contains("META-INF") && !name.contains("-info"))
                        .forEach(name -> names.add(name.substring(0, name.length() - ".class".length())
                                .replace('/', '.')));
            }
        }
        try (URLClassLoader loader = new URLClassLoader(places)) {
            for (String name : names) {
                if (Math.floorMod(name.hashCode(), every) == 0) {
                    System.out.println("= " + name + " " + fate(name, loader));
                }
            }
        }
    }

    private static String fate(String name, ClassLoader loader) {
        try {
            FaultAgent.link(Class.forName(name, false, loader));
            return "verified";
        } catch (Throwable refused) {
            return refused.getClass().getName();
        }
    }
}
