package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.Cached;
import dev.tiercel.CachedMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a console shows of the methods that are cached. */
public final class Console {
    private Console() {}

    public static void main(String[] args) {
        find(1);
        find(2);
        search("a");
        update(1);
        CachedMethod.all().stream()
                .sorted(Comparator.comparing(CachedMethod::method))
                .forEach(System.out::println);
    }

    @Cached(cache = "products", ttl = "7m")
    static String find(long id) {
        return "found";
    }

    @Cached(cache = "products.search")
    static ArrayList<String> search(String text) {
        return new ArrayList<>(List.of(text));
    }

    @CacheInvalidate(cache = "products")
    static void update(long id) {}

    @Cached(cache = "never-called")
    static String never(long id) {
        return "";
    }
}
