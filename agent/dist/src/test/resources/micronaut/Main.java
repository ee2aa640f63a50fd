package micronaut;

import io.micronaut.cache.CacheManager;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** With Micronaut's own cache active. */
public class Main {
    private final ApplicationContext context;
    private final Rows rows;

    private Main(ApplicationContext context) {
        this.context = context;
        rows = context.getBean(Rows.class);
    }

    public static void main(String[] arguments) {
        Map<String, Object> caches = Map.of(
                "micronaut.caches.products.maximum-size", 10,
                "micronaut.caches.futures.maximum-size", 10,
                "micronaut.caches.items.maximum-size", 10);
        try (ApplicationContext context = ApplicationContext.run(caches)) {
            new Main(context).run();
        }
    }

    private void run() {
        Catalog catalog = context.getBean(Catalog.class);
        Items items = context.getBean(Items.class);
        rows.names.put(1L, "one");

        read("find", () -> catalog.find(1));
        read("self", () -> catalog.findTwice(1));
        read("parameters", () -> catalog.findFor("x", 1));
        read("later", () -> catalog.later(1).join());
        catalog.update("updated", 1);
        read("update", () -> catalog.find(1));
        read("updateLater", () -> catalog.later(1).join());
        catalog.put("put", 1);
        read("put", () -> catalog.find(1));
        catalog.updateAll("all");
        awaitEmpty("products"); // It is asynchronous where it is Micronaut's.
        read("updateAll", () -> catalog.find(1));
        catalog.updateSome("some", 1);
        read("left", () -> catalog.find(1));
        catalog.updateComposed("composed", 1);
        read("composed", () -> catalog.find(1));
        catalog.find(8);
        rows.names.put(8L, "eight");
        read("nullIsNotKept", () -> catalog.find(8));

        read("findById", () -> items.findById(1L).get());
        items.change(1L, "changed");
        read("change", () -> items.findById(1L).get());
        items.save(new Product(1, "saved"));
        read("save", () -> items.findById(1L).get());
        Crud<Product, Long> crud = items;
        read("erased", () -> crud.findById(1L).get());
        System.out.println("micronaut " + held("products") + held("futures") + held("items"));
    }

    private interface Read {
        Product get();
    }

    /** Twice: what comes, and how many loads it took. */
    private void read(String what, Read read) {
        int before = rows.loads;
        String names = read.get().name() + " " + read.get().name();
        System.out.println(what + " " + names + " loads " + (rows.loads - before));
    }

    /** For ten seconds at most. */
    private void awaitEmpty(String cache) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!held(cache).isEmpty() && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    /** What Micronaut's own cache holds. */
    private Set<String> held(String cache) {
        Object caffeine = context.getBean(CacheManager.class).getCache(cache).getNativeCache();
        Set<String> keys = new TreeSet<>();
        ((com.github.benmanes.caffeine.cache.Cache<?, ?>) caffeine).asMap().keySet().forEach(key -> keys.add("" + key));
        return keys;
    }
}
