package scenario;

import dev.tiercel.RedisNode;
import faults.FaultAgent;
import faults.Point;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.function.Function;

/**
 * Runs {@link Faulted} while one method of the agent after another fails: the arguments, as {@link FaultAgent} knows them.
 * Each fault is met by classes of its own, twice, so that the second finds in Redis what the first has left there.
 */
public final class Faulty {
    private static final URL PLACE =
            Faulty.class.getProtectionDomain().getCodeSource().getLocation();

    private Faulty() {}

    /** Classes that are loaded anew, as by a container. */
    private static final class Anew extends URLClassLoader {
        Anew() {
            super(new URL[] {PLACE}, Faulty.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("scenario.Faulted")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }

    public static void main(String[] faults) throws Exception {
        String unused = talk("start/");
        for (int i = 0; i < faults.length; i++) {
            if (System.getProperty("await.redis") != null) {
                awaitRedis();
            }
            withFault(faults[i], "salt" + i + "/");
        }
        Thread end = new Thread(Faulty::end); // This one may be in a transaction whose end a fault has hidden.
        end.start();
        end.join();
    }

    private static void end() {
        Function<String, List<String>> last = anew();
        List<String> loaded = last.apply("end/1");
        System.out.println("= " + loaded);
        List<String> cached = last.apply("end/2");
        System.out.println("again " + cached.equals(loaded) + " " + last);
    }

    /** The last fault may have kept it out of use, and the next one is to be met. */
    private static void awaitRedis() throws InterruptedException {
        while (!RedisNode.all().stream().allMatch(node -> node.health() == RedisNode.Health.USABLE)) {
            Thread.sleep(1);
        }
        String unused = Sync.await();
    }

    private static void withFault(String fault, String salt) throws Exception {
        FaultAgent.inject(fault);
        Thread hung = fault.endsWith(" hangs") ? hanging(fault, salt) : null;
        tell(fault, salt + 1);
        tell(fault, salt + 2);
        int met = Point.met();
        FaultAgent.restore();
        if (hung != null) {
            hung.join();
        }
        System.out.println("met " + met + " " + fault);
    }

    private static Thread hanging(String fault, String salt) throws Exception {
        Thread hung = new Thread(() -> tell(fault, salt + 1));
        hung.start();
        while (hung.isAlive() && !Point.isHanging()) {
            Thread.sleep(1);
        }
        return hung;
    }

    private static void tell(String fault, String salt) {
        System.out.println("= " + talk(salt) + " " + fault);
    }

    private static String talk(String salt) {
        try {
            return anew().apply(salt).toString();
        } catch (Throwable failed) {
            return "failed: " + failed;
        } finally {
            boolean unused = Thread.interrupted(); // It may be what the fault was.
        }
    }

    @SuppressWarnings("unchecked")
    private static Function<String, List<String>> anew() {
        try {
            Class<?> type = new Anew().loadClass("scenario.Faulted");
            return (Function<String, List<String>>)
                    type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
