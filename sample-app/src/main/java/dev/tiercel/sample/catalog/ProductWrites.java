package dev.tiercel.sample.catalog;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.Tiercel;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What each change of a product writes, in one transaction, and what it means for the cached lists and searches. The
 * single products' cache is the repository's own affair.
 *
 * <p>What is invalidated here waits for the commit, and is not invalidated where the transaction is rolled back.
 */
@Singleton
class ProductWrites {
    private final ProductRepository products;
    private final ProductTagRepository tags;
    private final PriceChangeRepository prices;

    ProductWrites(ProductRepository products, ProductTagRepository tags, PriceChangeRepository prices) {
        this.products = products;
        this.tags = tags;
        this.prices = prices;
    }

    @Transactional
    @CacheInvalidate(cache = "product-list", all = true)
    Product add(ProductInput input) {
        var added = appeared(products.save(input.toProduct(null)));
        if (input.tags() != null) {
            tag(Objects.requireNonNull(added.id()), input.tags());
        }
        return added;
    }

    /** Empty where there is no such product. */
    @Transactional
    @CacheInvalidate(cache = "product-list", all = true)
    Optional<Product> replace(long id, ProductInput input) {
        return products.findByIdForUpdate(id).map(found -> {
            dropSearches(tags.findTagByProductId(id));
            if (input.tags() != null) {
                tags.deleteByProductId(id);
                tag(id, input.tags());
            }
            return products.update(input.toProduct(id));
        });
    }

    /**
     * Changes the product, then its price history; both or neither. Empty where there is no such product.
     *
     * @throws ImplausiblePriceException the history refuses the change
     */
    @Transactional
    @CacheInvalidate(cache = "product-list", all = true)
    Optional<Product> reprice(long id, BigDecimal price) {
        return products.findByIdForUpdate(id).map(found -> {
            var repriced = products.update(found.withPrice(price));
            dropSearches(tags.findTagByProductId(id));
            prices.enter(new PriceChange(id, found.price(), price));
            return repriced;
        });
    }

    /** With its tags and its price history. False where there is no such product. */
    @Transactional
    @CacheInvalidate(cache = "product-list", all = true)
    boolean remove(long id) {
        if (products.findByIdForUpdate(id).isEmpty()) {
            return false;
        }
        dropSearches(tags.findTagByProductId(id));
        products.deleteById(id);
        return true;
    }

    /**
     * Drops the answer "no such product" that somebody may have been given for this id. A method of its own, because
     * the id is the database's and unknown before {@code save}; it may be private and called from here.
     */
    @CacheInvalidate(cache = "products")
    private Product appeared(@CacheKey("id") Product product) {
        return product;
    }

    private void tag(long id, Collection<String> words) {
        List<ProductTag> added =
                words.stream().map(word -> new ProductTag(null, id, word)).toList();
        tags.saveAll(added);
        dropSearches(words);
    }

    /**
     * By name, for no annotation can say it: which tags a product has is known from the database only. Searches for
     * other tags stay, in Redis and in the other instances.
     */
    private static void dropSearches(Collection<String> words) {
        var searches = Tiercel.cache("product-search");
        words.forEach(word -> searches.invalidateTag("tag-" + word));
    }
}
