package hosts;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.Cached;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is cached, in every host. */
public class Catalog {
    private final Map<Integer, String> table = new ConcurrentHashMap<>();

    @Cached(cache = "rows")
    public Row find(int id) {
        return new Row(id, table.getOrDefault(id, "row" + id));
    }

    @CacheInvalidate(cache = "rows")
    public void update(@CacheKey int id, String name) {
        table.put(id, name);
    }
}
