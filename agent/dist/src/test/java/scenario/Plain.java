package scenario;

import dev.tiercel.CacheTrace;
import dev.tiercel.Cached;
import java.util.Set;
import java.util.TreeSet;

/** What the agent did to a small program: whether it is there, what it started, and whether two caches work. */
public final class Plain {
    private Plain() {}

    public static void main(String[] args) throws Exception {
        System.out.println("main ran");
        Report.once("first", () -> first(1));
        Report.once("second", () -> second(1));
        System.out.println("trace "
                + CacheTrace.of(() -> first(1)).outcome().map(Enum::name).orElse("none"));
        System.out.println("agent " + System.getProperty("dev.tiercel.agent"));
        System.out.println("threads " + tiercelThreads());
    }

    static Set<String> tiercelThreads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("tiercel")) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    @Cached(cache = "first")
    static String first(int id) {
        return Report.ran("first " + id);
    }

    @Cached(cache = "second")
    static String second(int id) {
        return Report.ran("second " + id);
    }
}
