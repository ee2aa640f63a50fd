package spring;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The same calls with Spring's own cache, and without it. */
public class Main {
    @Configuration
    static class Beans {
        @Bean
        Rows rows() {
            return new Rows();
        }

        @Bean
        Catalog catalog(Rows rows) {
            return new Catalog(rows);
        }

        @Bean
        Inheriting inheriting(Rows rows) {
            return new Inheriting(rows);
        }

        @Bean
        Prices<Long> prices(Rows rows) {
            return new TablePrices(rows);
        }
    }

    @Configuration
    @EnableCaching
    static class Cached {
        @Bean
        CacheManager cacheManager() {
            return new ConcurrentMapCacheManager();
        }
    }

    private final AnnotationConfigApplicationContext context;
    private final Rows rows;

    private Main(AnnotationConfigApplicationContext context) {
        this.context = context;
        rows = context.getBean(Rows.class);
    }

    public static void main(String[] arguments) {
        boolean cached = arguments.length > 0;
        try (AnnotationConfigApplicationContext context =
                cached
                        ? new AnnotationConfigApplicationContext(Beans.class, Cached.class)
                        : new AnnotationConfigApplicationContext(Beans.class)) {
            new Main(context).run(cached);
        }
    }

    private void run(boolean cached) {
        Catalog catalog = (Catalog) context.getBean("catalog");
        Catalog inheriting = context.getBean(Inheriting.class);
        @SuppressWarnings("unchecked")
        Prices<Long> prices = context.getBean(Prices.class);
        say("proxied", catalog.getClass() != Catalog.class, Proxy.isProxyClass(prices.getClass()));
        rows.names.putAll(Map.of(1L, "one", 5L, "five"));

        read("find", () -> catalog.find(1));
        read("self", () -> catalog.findTwice(1));
        read("optional", () -> catalog.optional(1).get());
        read("absent", () -> new Product(9, catalog.optional(9) + ""));
        read("small", () -> catalog.small(1));
        read("conditioned", () -> catalog.small(5));
        read("price", () -> prices.price(1L));
        catalog.update(new Product(1, "updated"));
        read("update", () -> catalog.find(1));
        catalog.put("put", 1);
        read("put", () -> catalog.find(1));
        catalog.updateAll("all");
        read("updateAll", () -> catalog.find(1));
        catalog.updateBoth(1, "both");
        read("updateBoth", () -> catalog.find(1));
        read("updateBothOptional", () -> catalog.optional(1).get());
        prices.change(1L, "priced");
        read("change", () -> prices.price(1L));
        read("text", () -> catalog.findByText(1));
        catalog.update(new Product(1, "honoured"));
        read("textAfterUpdate", () -> catalog.find(1));
        read("if", () -> catalog.findIf(1));
        catalog.update(new Product(1, "reached"));
        read("ifAfterUpdate", () -> catalog.findIf(1));
        catalog.updateByText(1, "by text");
        read("left", () -> catalog.find(1));
        read("textAfterLeft", () -> catalog.findByText(1));
        if (cached) {
            catalog.updateComposed(1, "composed");
            read("composed", () -> catalog.find(1));
            catalog.findAndEvict(1);
            rows.names.put(1L, "evicted");
            catalog.findAndEvict(1);
            read("evictedWithoutTheBody", () -> catalog.find(1));
            inheriting.update(new Product(1, "x"));
            read("inherited", () -> catalog.find(1));
            say("spring", springs());
            leave();
            catalog.update(new Product(1, "left"));
            read("afterLeaving", () -> catalog.find(1));
            say("springAfterLeaving", springs());
        }
    }

    private interface Read {
        Product get();
    }

    /** Twice: what comes, and how many loads it took. */
    private void read(String what, Read read) {
        int before = rows.loads;
        Product first = read.get();
        Product second = read.get();
        say(what, first.name(), second.name(), "loads", rows.loads - before);
    }

    private static void leave() {
        try {
            Class<?> link = Class.forName("dev.tiercel.weaving.entry.Link");
            say("left", link.getMethod("leave").invoke(null));
        } catch (ReflectiveOperationException without) {
            say("left", false);
        }
    }

    /** What Spring's own caches hold. */
    private Map<String, Object> springs() {
        CacheManager manager = context.getBean(CacheManager.class);
        Map<String, Object> all = new TreeMap<>();
        for (String name : manager.getCacheNames()) {
            all.put(name, ((ConcurrentMap<?, ?>) manager.getCache(name).getNativeCache()).keySet());
        }
        return all;
    }

    private static void say(Object... what) {
        StringBuilder line = new StringBuilder();
        for (Object each : what) {
            line.append(line.length() == 0 ? "" : " ").append(each);
        }
        System.out.println(line);
    }
}
