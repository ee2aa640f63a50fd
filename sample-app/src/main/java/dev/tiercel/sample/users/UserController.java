package dev.tiercel.sample.users;

import dev.tiercel.Outcome;
import dev.tiercel.sample.resilience.Reads;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The search for users over HTTP. */
@Controller("/api/users")
@ExecuteOn(TaskExecutors.BLOCKING)
class UserController {

    /**
     * Whom the search found.
     *
     * @param user null: nobody
     * @param source "l1", "l2", "stale" or "database"
     * @param fallback true: the database was asked while no Redis could be
     */
    @Serdeable
    record Found(@Nullable User user, String source, boolean fallback) {}

    private final UserSearch users;
    private final Reads reads;

    UserController(UserSearch users, Reads reads) {
        this.users = users;
        this.reads = reads;
    }

    @Get("/search")
    Found search(@QueryValue @NotBlank @Size(max = 100) String q) {
        var read = reads.of(() -> users.find(q));
        return new Found(read.value().orElse(null), source(read.outcome()), read.fallback());
    }

    private static String source(Outcome outcome) {
        return switch (outcome) {
            case L1 -> "l1";
            case L2 -> "l2";
            case STALE -> "stale";
            case LOADER -> "database";
        };
    }
}
