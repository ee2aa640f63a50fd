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
 * Each fault is met by classes of its own, twice, so that the second finds in Redis what the first has left there; after
 * it, other classes, which met none, have to be answered from the cache as before.
 */
public final class Faulty {
    private static final URL PLACE =
            Faulty.class.getProtectionDomain().getCodeSource().getLocation();

    private Faulty() {}

    /** Something that may throw. */
    @FunctionalInterface
    private interface Call {
        void run() throws Throwable;
    }

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
        Function<String, List<String>> spared = anew();
        List<String> unused = spared.apply("start/");
        for (int i = 0; i < faults.length; i++) {
            String fault = faults[i];
            String salt = "salt" + i + "/";
            awaitRedis();
            aside(() -> withFault(fault, salt));
            awaitRedis();
            awaitUncached(spared, "waiting" + i + "-");
            again(spared, "spared" + i + "/", " " + fault);
        }
        Function<String, List<String>> last = anew();
        System.out.println("= " + again(last, "end/", ""));
    }

    /** On a thread of its own, which may stay in a transaction whose end the fault has hidden. */
    private static void aside(Call call) throws InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                call.run();
            } catch (Throwable failed) {
                System.out.println("= failed: " + failed);
            }
        });
        thread.start();
        thread.join();
    }

    /** What it said; the second time it is to say the same, and reads are to be answered from the cache. */
    private static List<String> again(Function<String, List<String>> talker, String salt, String fault) {
        List<String> loaded = talker.apply(salt + 1);
        List<String> cached = talker.apply(salt + 2);
        System.out.println("again " + cached.equals(loaded) + " " + talker + fault);
        return loaded;
    }

    /** What ends caching may do so on a thread of its own, once the fault is over. */
    private static void awaitUncached(Function<String, List<String>> talker, String salt) {
        String cached = System.getProperty("await.uncached");
        if (cached == null) {
            return;
        }
        int talks = 0;
        do {
            talks++;
            List<String> unused = talker.apply(salt + talks + "/1");
            List<String> unusedToo = talker.apply(salt + talks + "/2");
        } while (talker.toString().equals(cached));
    }

    /** The last fault may have kept it out of use. */
    private static void awaitRedis() throws InterruptedException {
        if (System.getProperty("await.redis") == null) {
            return;
        }
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
