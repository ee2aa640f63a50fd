package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CachePut;
import dev.tiercel.CacheTrace;
import dev.tiercel.Cached;
import dev.tiercel.Tiercel;
import java.io.BufferedReader;
import java.io.InputStreamReader;

/** A program to talk with, whose products have tags: each line of its input is a command, answered by one line. */
public final class Tagged {
    private static final Tagged SHOP = new Tagged();

    private Tagged() {}

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line.equals("sync") ? Sync.await() : SHOP.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) {
        switch (words[0]) {
            case "find":
                return find(words[1], Long.parseLong(words[2]));
            case "put":
                return put(words[1], Long.parseLong(words[2]));
            case "drop-seller":
                dropSeller(Long.parseLong(words[1]));
                return "ok";
            case "drop-catalog":
                dropCatalog();
                return "ok";
            case "clear":
                clear();
                return "ok";
            case "api-invalidate":
                Tiercel.cache("products").invalidate(words[1]);
                return "ok";
            case "api-clear":
                Tiercel.cache("products").clear();
                return "ok";
            case "api-tag":
                Tiercel.cache("products").invalidateTag(words[1]);
                return "ok";
            case "api-pattern":
                return String.valueOf(
                        Tiercel.cache("products").invalidatePattern(words[1]).join());
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    private String find(String id, long seller) {
        CacheTrace<String> trace = CacheTrace.of(() -> product(id, seller));
        return trace.outcome().map(Enum::name).orElse("none");
    }

    @Cached(
            cache = "products",
            tags = {"catalog", "seller-{seller}"})
    String product(@CacheKey String id, long seller) {
        return "product " + id;
    }

    @CachePut(cache = "products", tags = "seller-{seller}")
    String put(@CacheKey String id, long seller) {
        return "new " + id;
    }

    @CacheInvalidate(cache = "products", tags = "seller-{p0}")
    void dropSeller(long seller) {}

    @CacheInvalidate(cache = "products", tags = "catalog")
    void dropCatalog() {}

    @CacheInvalidate(cache = "products", all = true)
    void clear() {}
}
