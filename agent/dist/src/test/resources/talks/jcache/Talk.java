package jcache;

import java.util.Map;
import jsr107.Catalog;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The annotations of JSR-107, which Spring acts on. */
public final class Talk {
    private Talk() {}

    public static void main(String[] args) throws Exception {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Main.Beans.class)) {
            Catalog catalog = context.getBean(Catalog.class);
            catalog.row(1, "one");
            Object springs = context.getBean(CacheManager.class).getCache("products").getNativeCache();
            scenario.Talk.untilTheEnd(
                    () -> catalog.find(1).name(),
                    name -> catalog.remove(1, name),
                    catalog::loads,
                    ((Map<?, ?>) springs)::size);
        }
    }
}
