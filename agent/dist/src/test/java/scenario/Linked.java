package scenario;

import faults.FaultAgent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Loads and verifies every class of the jars that are its arguments, and tells what became of each. None is initialised. */
public final class Linked {
    private Linked() {}

    public static void main(String[] jars) throws Exception {
        URL[] places = new URL[jars.length];
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < jars.length; i++) {
            places[i] = Path.of(jars[i]).toUri().toURL();
            try (ZipFile jar = new ZipFile(jars[i])) {
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
                System.out.println("= " + name + " " + fate(name, loader));
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
