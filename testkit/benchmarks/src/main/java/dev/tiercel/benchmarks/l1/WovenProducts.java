package dev.tiercel.benchmarks.l1;

import dev.tiercel.Cached;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the agent is for: the annotation, and nothing else. */
final class WovenProducts {
    private static final Source SHARED = new Source();

    private final Source source;

    WovenProducts(Source source) {
        this.source = source;
    }

    @Cached(ttl = "60s")
    Product find(long id) {
        return source.load(id);
    }

    @Cached(ttl = "60s")
    Product findByName(String name) {
        return source.load(name);
    }

    @Cached(ttl = "60s")
    Product findIn(long id, String shop) {
        return source.load(id);
    }

    @Cached(ttl = "60s")
    Optional<Product> findOptional(long id) {
        return Optional.of(source.load(id));
    }

    @Cached(ttl = "60s")
    CompletableFuture<Product> findLater(long id) {
        return CompletableFuture.completedFuture(source.load(id));
    }

    @Cached(ttl = "60s")
    Basket findBasket(long id) {
        return new Basket(source.load(id));
    }

    /** A value that its callers could change: each gets a copy. */
    static final class Basket {
        private final List<Product> products = new ArrayList<>();

        Basket(Product product) {
            products.add(product);
            products.add(product);
            products.add(product);
        }

        List<Product> products() {
            return products;
        }
    }

    Product findInside(long id) {
        return findPrivately(id);
    }

    @Cached(ttl = "60s")
    private Product findPrivately(long id) {
        return source.load(id);
    }

    @Cached(ttl = "60s")
    static Product findStatically(long id) {
        return SHARED.load(id);
    }
}
