package spring;

import java.util.Map;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** With Spring's own cache active. */
public final class Talk {
    private Talk() {}

    public static void main(String[] args) throws Exception {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(Main.Beans.class, Main.Cached.class)) {
            Catalog catalog = (Catalog) context.getBean("catalog");
            Rows rows = context.getBean(Rows.class);
            rows.names.put(1L, "one");
            Object springs = context.getBean(CacheManager.class).getCache("products").getNativeCache();
            scenario.Talk.untilTheEnd(
                    () -> catalog.find(1).name(),
                    name -> catalog.update(new Product(1, name)),
                    () -> rows.loads,
                    ((Map<?, ?>) springs)::size);
        }
    }
}
