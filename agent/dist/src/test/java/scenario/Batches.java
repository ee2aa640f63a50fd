package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CacheTrace;
import dev.tiercel.Cached;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A program to talk with, whose products are asked for many at once. It answers by the tier, the ids that its database was
 * asked for, and the products' names. What has a negative id is not to be had.
 */
public final class Batches {
    private static final Map<Long, String> NAMES = new ConcurrentHashMap<>();

    private final List<Object> asked = new ArrayList<>();

    private Batches() {}

    record Product(long id, String name) {}

    public static void main(String[] args) throws Exception {
        Batches batches = new Batches();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line.equals("sync") ? Sync.await() : batches.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) {
        List<Long> ids = words.length < 2
                ? List.of()
                : Arrays.stream(words[1].split(",")).map(Long::valueOf).toList();
        asked.clear();
        switch (words[0]) {
            case "rename":
                NAMES.put(ids.get(0), words[2]);
                return "ok";
            case "drop":
                drop(ids.get(0));
                return "ok";
            case "drop-all":
                dropAll();
                return "ok";
            default:
                return found(words[0], ids);
        }
    }

    private String found(String how, List<Long> ids) {
        try {
            CacheTrace<String> trace = CacheTrace.of(() -> show(find(how, ids)));
            return trace.outcome().map(Enum::name).orElse("none") + " " + asked + " " + trace.value();
        } catch (IllegalStateException thrown) {
            return thrown.getMessage();
        }
    }

    private Object find(String how, List<Long> ids) {
        return switch (how) {
            case "one" -> one(ids.get(0));
            case "optional" -> optional(ids.get(0));
            case "list" -> list(ids);
            case "generic" -> new Generic(this).findAll(ids);
            case "set" -> set(new LinkedHashSet<>(ids));
            case "array" -> array(ids.stream().mapToLong(Long::longValue).toArray());
            case "map" -> map("shop", ids, "ignored");
            case "negative" -> negative(ids);
            case "throw" -> failing(ids);
            default -> throw new IllegalArgumentException(how);
        };
    }

    private static String show(Object found) {
        if (found instanceof Map<?, ?> map) {
            return map.keySet() + " " + show(map.values());
        }
        if (found instanceof Optional<?> optional) {
            return show(optional.orElse(null));
        }
        if (found instanceof Collection<?> all) {
            return all.stream().map(Batches::show).toList().toString();
        }
        return found instanceof Product product ? product.name() : String.valueOf(found);
    }

    private List<Product> load(Object asking, Iterable<Long> ids) {
        asked.add(asking);
        List<Product> found = new ArrayList<>();
        for (Long id : ids) {
            if (id > 0) {
                found.add(0, new Product(id, NAMES.getOrDefault(id, "p" + id))); // Not in their order.
            }
        }
        return found;
    }

    @Cached(cache = "products")
    Product one(long id) {
        List<Product> found = load(id, List.of(id));
        return found.isEmpty() ? null : found.get(0);
    }

    @Cached(cache = "products")
    Optional<Product> optional(long id) {
        return load(id, List.of(id)).stream().findFirst();
    }

    @Cached(cache = "products", each = true)
    List<Product> list(Collection<Long> ids) {
        return load(ids, ids);
    }

    @Cached(cache = "products", each = true, condition = "ids.size > 0")
    Set<Product> set(Set<Long> ids) {
        return new LinkedHashSet<>(load(ids, ids));
    }

    @Cached(cache = "products", each = true)
    Iterable<Product> array(long... ids) {
        return load(ids.length, Arrays.stream(ids).boxed().toList());
    }

    @Cached(cache = "tenants", each = true)
    Map<Long, Product> map(@CacheKey String tenant, @CacheKey List<Long> ids, String ignored) {
        Map<Long, Product> found = new LinkedHashMap<>();
        load(ids, ids).forEach(product -> found.put(product.id(), product));
        return found;
    }

    @Cached(cache = "negatives", each = true, negativeTtl = "1m")
    List<Product> negative(Iterable<Long> ids) {
        return load(ids, ids);
    }

    @Cached(cache = "products", each = true)
    List<Product> failing(Collection<Long> ids) {
        throw new IllegalStateException("no database for " + ids);
    }

    @CacheInvalidate(cache = "products")
    void drop(long id) {}

    @CacheInvalidate(cache = "products", all = true)
    void dropAll() {}

    /** As repositories have it. */
    interface Repository<T, K> {
        List<T> findAll(Iterable<K> ids);
    }

    static final class Generic implements Repository<Product, Long> {
        private final Batches batches;

        Generic(Batches batches) {
            this.batches = batches;
        }

        @Cached(cache = "products", each = true)
        @Override
        public List<Product> findAll(Iterable<Long> ids) {
            return batches.load(ids, ids);
        }
    }
}
