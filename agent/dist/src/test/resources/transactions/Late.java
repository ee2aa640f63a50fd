package tx;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.DriverManager;

/** The driver is there and used before anything is known of an application that caches: as in an application server. */
public final class Late {
    private Late() {}

    /** @param application two places where its classes are, and what is for {@link Main}; or nothing: there is none */
    public static void main(String[] application) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:server")) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("select 1");
            connection.commit();
        }
        if (application.length == 0) {
            return;
        }
        URL[] places = {new File(application[0]).toURI().toURL(), new File(application[1]).toURI().toURL()};
        try (URLClassLoader loader = new URLClassLoader(places, Late.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("tx.") || name.startsWith("dev.tiercel.")) {
                    synchronized (getClassLoadingLock(name)) {
                        Class<?> known = findLoadedClass(name);
                        return known != null ? known : name.startsWith("dev.tiercel.weaving.")
                                ? super.loadClass(name, resolve)
                                : findClass(name);
                    }
                }
                return super.loadClass(name, resolve);
            }
        }) {
            Class.forName("tx.Products", true, loader);
            for (Thread each : Thread.getAllStackTraces().keySet()) {
                if (each.getName().equals("tiercel-weave")) {
                    each.join(); // It weaves what was loaded early.
                }
            }
            Class.forName("tx.Main", true, loader)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {application[2]});
        }
    }
}
