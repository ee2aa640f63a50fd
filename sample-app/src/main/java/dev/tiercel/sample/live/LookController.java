package dev.tiercel.sample.live;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What the tiers have under a key, over HTTP. It shows values to whoever asks, as suits a sample whose data is made up: an
 * application that copies it puts a login before it.
 */
@Controller("/api/look")
@ExecuteOn(TaskExecutors.BLOCKING)
class LookController {

    @Get
    KeyLook look(
            @QueryValue @NotBlank @Size(max = 100) String cache, @Nullable @QueryValue @Size(max = 200) String key) {
        return KeyLook.of(cache, key == null ? "" : key);
    }
}
