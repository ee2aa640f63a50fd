package scenario;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Applications in class loaders of their own, as containers have them: their class path is the argument. */
public final class Loaders {
    private static final int ROUNDS = 200;

    private Loaders() {}

    public static void main(String[] args) throws Exception {
        System.in.read();
        List<URL> places = new ArrayList<>();
        for (String place : args) {
            places.add(Path.of(place).toUri().toURL());
        }
        ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
        List<PhantomReference<ClassLoader>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(deploy(places.toArray(URL[]::new), gone));
        }
        System.out.println("collected " + collected(gone, all.size()));
    }

    private static PhantomReference<ClassLoader> deploy(URL[] places, ReferenceQueue<ClassLoader> gone)
            throws Exception {
        URLClassLoader loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
        Object program =
                loader.loadClass("scenario.Deployed").getDeclaredConstructor().newInstance();
        boolean apart = program.getClass().getClassLoader() == loader;
        System.out.println("bodies " + ((Callable<?>) program).call() + (apart ? " apart" : ""));
        PhantomReference<ClassLoader> reference = new PhantomReference<>(loader, gone);
        loader.close();
        return reference;
    }

    /** Collects garbage until all loaders are gone, or so often that they never will be. */
    private static int collected(ReferenceQueue<ClassLoader> gone, int expected) throws InterruptedException {
        int count = 0;
        for (int round = 0; round < ROUNDS && count < expected; round++) {
            System.gc();
            if (gone.remove(50) != null) {
                count++;
            }
        }
        return count;
    }
}
