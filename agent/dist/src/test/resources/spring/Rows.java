package spring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The database: what is in it, and how often it was asked. */
public class Rows {
    public final Map<Long, String> names = new ConcurrentHashMap<>();
    public int loads;

    public Product load(long id) {
        loads++;
        String name = names.get(id);
        return name == null ? null : new Product(id, name);
    }
}
