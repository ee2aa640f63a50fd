package springdata;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.keyvalue.core.KeyValueOperations;
import org.springframework.data.keyvalue.core.KeyValueTemplate;
import org.springframework.data.map.MapKeyValueAdapter;
import org.springframework.data.map.repository.config.EnableMapRepositories;

/** A repository of Spring Data over a map that counts. */
public class Main {
    static int loads;

    @Configuration
    @EnableMapRepositories
    static class Beans {
        @Bean
        KeyValueOperations mapKeyValueTemplate() {
            return new KeyValueTemplate(new Counting(new ConcurrentHashMap<>()));
        }
    }

    static class Counting extends MapKeyValueAdapter {
        Counting(Map<String, Map<Object, Object>> store) {
            super(store);
        }

        @Override
        public <T> T get(Object id, String keyspace, Class<T> type) {
            loads++;
            return super.get(id, keyspace, type);
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

    public static void main(String[] arguments) {
        boolean cached = arguments.length > 0;
        try (AnnotationConfigApplicationContext context =
                cached
                        ? new AnnotationConfigApplicationContext(Beans.class, Cached.class)
                        : new AnnotationConfigApplicationContext(Beans.class)) {
            Items items = context.getBean(Items.class);
            items.save(item(1, "one"));
            System.out.println(items.findById(1L).get().getName() + items.findById(1L).get().getName() + " loads " + loads);
            items.save(item(1, "saved"));
            System.out.println(items.findById(1L).get().getName() + items.findById(1L).get().getName() + " loads " + loads);
            items.deleteAll();
            System.out.println(items.findById(1L).isPresent() + " loads " + loads);
            if (cached) {
                ConcurrentMap<?, ?> springs = (ConcurrentMap<?, ?>)
                        context.getBean(CacheManager.class).getCache("items").getNativeCache();
                System.out.println("spring " + springs.keySet());
            }
        }
    }

    private static Item item(long id, String name) {
        Item item = new Item();
        item.setId(id);
        item.setName(name);
        return item;
    }
}
