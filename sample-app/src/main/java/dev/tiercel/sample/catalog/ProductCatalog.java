package dev.tiercel.sample.catalog;

import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What one can do with products. The rest of the application hears of each change when it is committed. */
@Singleton
class ProductCatalog {
    private final ProductRepository products;
    private final PriceChangeRepository prices;
    private final ProductWrites writes;
    private final ApplicationEventPublisher<ProductChanged> changes;

    ProductCatalog(
            ProductRepository products,
            PriceChangeRepository prices,
            ProductWrites writes,
            ApplicationEventPublisher<ProductChanged> changes) {
        this.products = products;
        this.prices = prices;
        this.writes = writes;
        this.changes = changes;
    }

    List<Product> list() {
        return products.findAllOrderById();
    }

    List<Product> search(String tag, BigDecimal maxPrice) {
        return products.findByTag(tag, maxPrice);
    }

    /** In the order of the ids, whatever that of the database is; those of no product are left out. */
    List<Product> find(Collection<Long> ids) {
        var found = products.findByIdIn(ids).stream()
                .collect(Collectors.toMap(Product::id, Function.identity(), (one, same) -> one));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    Optional<Product> find(long id) {
        return products.findById(id);
    }

    /** The latest first; empty where there is no such product. */
    Optional<List<PriceChange>> prices(long id) {
        return products.findById(id).map(found -> prices.findTop100ByProductIdOrderByIdDesc(id));
    }

    Product add(ProductInput input) {
        return changed(writes.add(input));
    }

    /** Empty where there is no such product. */
    Optional<Product> replace(long id, ProductInput input) {
        return writes.replace(id, input).map(this::changed);
    }

    /**
     * Empty where there is no such product.
     *
     * @throws ImplausiblePriceException where the price cannot be meant; nothing has changed
     */
    Optional<Product> reprice(long id, BigDecimal price) {
        return writes.reprice(id, price).map(this::changed);
    }

    /** False where there is no such product. */
    boolean remove(long id) {
        var removed = writes.remove(id);
        if (removed) {
            changes.publishEvent(new ProductChanged(id));
        }
        return removed;
    }

    private Product changed(Product product) {
        changes.publishEvent(new ProductChanged(Objects.requireNonNull(product.id())));
        return product;
    }
}
