package scenario;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CacheTrace;
import dev.tiercel.Cached;
import dev.tiercel.RedisNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * A program to talk with: it answers each line of its standard input by one line, until the input ends. Its database is
 * a map of its own.
 */
public final class Shop {
    private static final Map<Integer, String> TABLE = new ConcurrentHashMap<>();
    private static final Shop SHOP = new Shop();

    private Load load;
    private Thread changing;
    private final CountDownLatch hasBegun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private Shop() {}

    record Product(int id, String name, Optional<BigDecimal> price, List<String> tags) {}

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line.equals("sync") ? Sync.await() : SHOP.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) throws Exception {

        switch (words[0]) {
            case "find":
                return find(words[1], Integer.parseInt(words[2]));
            case "bare":
                return bare(Integer.parseInt(words[1]));
            case "row":
                TABLE.put(Integer.parseInt(words[1]), words[2]);
                return "ok";
            case "change":
                drop(Integer.parseInt(words[1]));
                return "ok";
            case "begin-change":
                changing = new Thread(() -> changeSlowly(Integer.parseInt(words[1]), words[2]));
                changing.start();
                hasBegun.await();
                return "ok";
            case "end-change":
                mayEnd.countDown();
                changing.join();
                return "ok";
            case "change-all":
                dropAll();
                return "ok";
            case "load":
                load = new Load(this, words.length > 1 ? Long.parseLong(words[1]) * 1_000 : 0);
                return "ok";
            case "progress":
                return String.valueOf(load.calls());
            case "end-load":
                return load.end();
            case "nodes":
                return nodes();
            case "threads":
                return Plain.tiercelThreads().toString();
            case "resources":
                return resources();
            case "leave":
                return String.valueOf(leave());
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    private String find(String kind, int id) {
        CacheTrace<Object> trace = CacheTrace.of(() -> switch (kind) {
            case "product" -> product(id);
            case "list" -> list(id);
            case "optional" -> optional(id);
            case "null" -> nothing(id);
            case "text" -> text(id);
            default -> throw new IllegalArgumentException(kind);
        });
        return trace.outcome().map(Enum::name).orElse("none") + " " + trace.value();
    }

    private String bare(int id) {
        CacheTrace<String> trace = CacheTrace.of(() -> unannotated(id));
        return trace.outcome().map(Enum::name).orElse("none") + " " + trace.value();
    }

    String unannotated(int id) {
        return row(id);
    }

    /** How many threads and file descriptors there are, and how many KB of the heap are in use. */
    private static String resources() {
        System.gc();
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return Thread.getAllStackTraces().size() + " " + system.getOpenFileDescriptorCount() + " " + used / 1024;
    }

    private static String nodes() {
        return RedisNode.all().stream()
                .map(node -> node.name() + " " + node.health() + " " + node.recoveries() + " "
                        + node.history().stream().map(RedisNode.Change::cause).collect(Collectors.joining(";")))
                .sorted()
                .collect(Collectors.joining(" | "));
    }

    static boolean leave() throws ReflectiveOperationException {
        try {
            return (boolean) ClassLoader.getSystemClassLoader()
                    .loadClass("dev.tiercel.weaving.entry.Link")
                    .getMethod("leave")
                    .invoke(null);
        } catch (InvocationTargetException thrown) {
            throw new IllegalStateException(thrown.getCause());
        }
    }

    private static String row(int id) {
        return TABLE.getOrDefault(id, "row" + id);
    }

    @Cached(cache = "products")
    Product product(int id) {
        return new Product(id, row(id), Optional.of(new BigDecimal("1.50")), List.of("a", "b"));
    }

    @Cached(cache = "lists")
    List<Product> list(int id) {
        return List.of(product(id), new Product(-1, "last", Optional.empty(), List.of()));
    }

    @Cached(cache = "optionals")
    Optional<Product> optional(int id) {
        return id % 2 == 0 ? Optional.empty() : Optional.of(new Product(id, row(id), Optional.empty(), List.of()));
    }

    @Cached(cache = "nulls")
    Product nothing(int id) {
        return null;
    }

    @Cached(cache = "texts")
    String text(int id) {
        return row(id);
    }

    @CacheInvalidate(cache = "products")
    void drop(int id) {}

    @CacheInvalidate(cache = "products")
    void changeSlowly(@CacheKey int id, String name) {
        hasBegun.countDown();
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        TABLE.put(id, name);
    }

    @CacheInvalidate(cache = "products", all = true)
    void dropAll() {}
}
