package dev.tiercel.sample.catalog;

import dev.tiercel.sample.resilience.Reads;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalogue over HTTP. Reads say which tier answered. */
@Controller("/api/products")
@ExecuteOn(TaskExecutors.BLOCKING)
class ProductController {
    /** No price is higher: the column has ten digits before the point. */
    private static final String ANY_PRICE = "9999999999.99";

    private final ProductCatalog catalog;
    private final Reads reads;

    ProductController(ProductCatalog catalog, Reads reads) {
        this.catalog = catalog;
        this.reads = reads;
    }

    /** All products, or those of a tag. */
    @Get
    Answer<List<Product>> list(
            @QueryValue @Nullable @Size(min = 1, max = 40) String tag,
            @QueryValue(defaultValue = ANY_PRICE) @PositiveOrZero BigDecimal maxPrice) {
        return Answer.of(reads.of(() -> tag == null ? catalog.list() : catalog.search(tag, maxPrice)));
    }

    /** Those of the ids that there are. */
    @Get("/batch")
    Answer<List<Product>> batch(
            @QueryValue
                    @Pattern(
                            regexp = "\\d{1,18}(,\\d{1,18}){0,99}",
                            message = "has to be 1 to 100 whole numbers with a comma between them, such as 1,2,3")
                    String ids) {
        var parsed = Arrays.stream(ids.split(",")).map(Long::valueOf).toList();
        return Answer.of(reads.of(() -> catalog.find(parsed)));
    }

    @Get("/{id}")
    Answer<Product> find(long id) {
        return Answer.of(reads.of(() -> catalog.find(id))).map(found -> found.orElseThrow(() -> absent(id)));
    }

    @Post
    HttpResponse<Product> add(@Body @Valid ProductInput product) {
        var added = catalog.add(product);
        return HttpResponse.created(added, URI.create("/api/products/" + added.id()));
    }

    @Put("/{id}")
    Product replace(long id, @Body @Valid ProductInput product) {
        return catalog.replace(id, product).orElseThrow(() -> absent(id));
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void remove(long id) {
        if (!catalog.remove(id)) {
            throw absent(id);
        }
    }

    @Post("/{id}/price")
    Product reprice(long id, @Body @Valid PriceInput price) {
        return catalog.reprice(id, price.scaled()).orElseThrow(() -> absent(id));
    }

    /** The price history, the latest change first. */
    @Get("/{id}/prices")
    Answer<List<PriceChange>> prices(long id) {
        return Answer.of(reads.of(() -> catalog.prices(id))).map(found -> found.orElseThrow(() -> absent(id)));
    }

    private static HttpStatusException absent(long id) {
        return new HttpStatusException(HttpStatus.NOT_FOUND, "There is no product " + id + ".");
    }
}
