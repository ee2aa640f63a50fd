package dev.tiercel.sample.catalog;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;

/** The catalogue over HTTP. Reads say which tier answered. */
@Controller("/api/products")
@ExecuteOn(TaskExecutors.BLOCKING)
class ProductController {
    private final ProductCatalog catalog;

    ProductController(ProductCatalog catalog) {
        this.catalog = catalog;
    }

    @Get
    Answer<List<Product>> list() {
        return Answer.of(catalog::list);
    }

    @Get("/{id}")
    Answer<Product> find(long id) {
        return Answer.of(() -> catalog.find(id)).map(found -> found.orElseThrow(() -> absent(id)));
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

    private static HttpStatusException absent(long id) {
        return new HttpStatusException(HttpStatus.NOT_FOUND, "There is no product " + id + ".");
    }
}
