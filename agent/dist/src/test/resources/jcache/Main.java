package jcache;

import java.util.concurrent.ConcurrentMap;
import jsr107.Catalog;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The annotations of JSR-107, which Spring acts on where it finds them. */
public class Main {
    @Configuration
    @EnableCaching
    static class Beans {
        @Bean
        Catalog catalog() {
            return new Catalog();
        }

        @Bean
        CacheManager cacheManager() {
            return new ConcurrentMapCacheManager();
        }
    }

    public static void main(String[] arguments) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class)) {
            Catalog catalog = context.getBean(Catalog.class);
            System.out.println("proxied " + (catalog.getClass() != Catalog.class));
            catalog.row(1, "one");
            say("found", catalog);
            catalog.update(1, new Catalog.Product(1, "put"));
            say("put", catalog);
            catalog.remove(1, "removed");
            say("removed", catalog);
            catalog.replaceAll("all");
            say("all", catalog);
            ConcurrentMap<?, ?> springs = (ConcurrentMap<?, ?>)
                    context.getBean(CacheManager.class).getCache("products").getNativeCache();
            System.out.println("spring " + springs.size());
        }
    }

    private static void say(String what, Catalog catalog) {
        System.out.println(
                what + " " + catalog.find(1).name() + " " + catalog.find(1).name() + " loads " + catalog.loads());
    }
}
