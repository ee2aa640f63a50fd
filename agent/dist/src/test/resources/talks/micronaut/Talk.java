package micronaut;

import com.github.benmanes.caffeine.cache.Cache;
import io.micronaut.cache.CacheManager;
import io.micronaut.context.ApplicationContext;
import java.util.Map;

/** With Micronaut's own cache active. */
public final class Talk {
    private Talk() {}

    public static void main(String[] args) throws Exception {
        Map<String, Object> caches = Map.of(
                "micronaut.caches.products.maximum-size", 10,
                "micronaut.caches.futures.maximum-size", 10,
                "micronaut.caches.items.maximum-size", 10);
        try (ApplicationContext context = ApplicationContext.run(caches)) {
            Catalog catalog = context.getBean(Catalog.class);
            Rows rows = context.getBean(Rows.class);
            rows.names.put(1L, "one");
            Object micronauts =
                    context.getBean(CacheManager.class).getCache("products").getNativeCache();
            scenario.Talk.untilTheEnd(
                    () -> catalog.find(1).name(),
                    name -> catalog.update(name, 1),
                    () -> rows.loads,
                    ((Cache<?, ?>) micronauts).asMap()::size);
        }
    }
}
