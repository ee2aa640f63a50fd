package shop;

import dev.tiercel.Cached;
import java.lang.reflect.Proxy;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** An application that is a module and exports nothing. */
public final class Main {
    private static int bodies;

    private Main() {}

    public static void main(String[] args) {
        for (int i = 0; i < 2; i++) {
            find(1);
            new Implementation().read(1);
        }
        System.out.println("module " + Main.class.getModule().getName());
        System.out.println("bodies " + bodies);
        bodies = 0;
        Reads proxy = (Reads) Proxy.newProxyInstance(
                Main.class.getClassLoader(), new Class<?>[] {Reads.class}, (self, method, arguments) -> "proxy "
                        + ++bodies);
        proxy.read(2);
        proxy.read(2);
        System.out.println("proxied " + bodies);
        System.out.println("by-us " + byUs(Main::whoRuns));
        Hidden who = (Hidden) Proxy.newProxyInstance(
                Main.class.getClassLoader(),
                new Class<?>[] {Hidden.class},
                (self, method, arguments) -> Thread.currentThread().getName());
        System.out.println("proxy-by-us " + byUs(() -> who.soon(3)));
    }

    /** True when a stale entry stood in for the method, so that it ran on a thread of the agent. */
    private static boolean byUs(Supplier<String> method) {
        long start = System.nanoTime();
        while (!method.get().startsWith("tiercel-")) {
            if (System.nanoTime() - start > 30_000_000_000L) {
                return false;
            }
            LockSupport.parkNanos(2_000_000);
        }
        return true;
    }

    @Cached(ttl = "1ms", staleIfError = "10m", loaderSoftTimeout = "10m")
    private static String whoRuns() {
        return Thread.currentThread().getName();
    }

    public interface Reads {
        @Cached
        String read(long id);
    }

    interface Hidden {
        @Cached(ttl = "1ms", staleIfError = "10m", loaderSoftTimeout = "10m")
        String soon(long id);
    }

    static final class Implementation implements Reads {
        @Override
        public String read(long id) {
            return "read " + ++bodies;
        }
    }

    @Cached
    static String find(long id) {
        return "found " + ++bodies;
    }
}
