package dev.tiercel.sample.twin;

import dev.tiercel.sample.Stopwatch;
import dev.tiercel.sample.catalog.Product;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;

/** The twin over HTTP. Micronaut's cache does not tell whether it answered; the time does. */
@Controller("/api/twin/products")
@ExecuteOn(TaskExecutors.BLOCKING)
class TwinController {

    /** Data, whose cache it is, and how long the read took. */
    @Serdeable
    record Answer(String cachedBy, double tookMillis, Product data) {}

    private final TwinCatalog catalog;

    TwinController(TwinCatalog catalog) {
        this.catalog = catalog;
    }

    @Get("/{id}")
    Answer find(long id) {
        var stopwatch = new Stopwatch();
        var found = catalog.find(id);
        return new Answer("micronaut", stopwatch.millis(), found.orElseThrow(() -> absent(id)));
    }

    private static HttpStatusException absent(long id) {
        return new HttpStatusException(HttpStatus.NOT_FOUND, "There is no product " + id + ".");
    }
}
