package dev.tiercel.readthrough;

import dev.tiercel.readthrough.WovenBatch.Product;
import dev.tiercel.readthrough.WovenBatch.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A source of products, by any number of ids; it notes what it is asked for and leaves out what it does not have. */
final class Shop implements Source {
    /** What it was asked for, as it was passed. */
    final List<Object> asked = new CopyOnWriteArrayList<>();

    private final Set<Long> sold = new TreeSet<>();
    private final String name;

    /** @param sold ids without a product */
    Shop(String name, Long... sold) {
        this.name = name;
        this.sold.addAll(Arrays.asList(sold));
    }

    static Shop old(Long... sold) {
        return new Shop("old", sold);
    }

    static Product product(long id) {
        return new Product(id, "old");
    }

    static List<Product> products(long... ids) {
        return Arrays.stream(ids).mapToObj(Shop::product).toList();
    }

    /** The last argument holds the ids; the answer comes in the order of the ids' numbers, as a database may have it. */
    @Override
    public List<Product> load(@Nullable Object... arguments) {
        Object ids = arguments[arguments.length - 1];
        if (ids != null) {
            asked.add(ids);
        }
        List<Product> found = new ArrayList<>();
        for (Long id : new TreeSet<>(numbers(ids))) {
            if (!sold.contains(id)) {
                found.add(new Product(id, name));
            }
        }
        return found;
    }

    /** As {@link #load}, by id. */
    Map<Object, Product> loadMap(@Nullable Object... arguments) {
        Map<Object, Product> found = new LinkedHashMap<>();
        load(arguments).forEach(product -> found.put(product.id(), product));
        return found;
    }

    static List<Long> numbers(@Nullable Object ids) {
        List<Long> numbers = new ArrayList<>();
        Collection<?> all = ids instanceof Collection<?> collection
                ? collection
                : ids == null ? List.of() : Arrays.asList(BatchForm.ids(ids));
        for (Object id : all) {
            numbers.add(((Number) id).longValue());
        }
        return numbers;
    }
}
