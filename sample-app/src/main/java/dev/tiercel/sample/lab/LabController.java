package dev.tiercel.sample.lab;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.reactivestreams.Publisher;

/** The lab over HTTP. What takes time is told as Server-Sent Events while it goes on. */
@Controller("/api/lab")
@Requires(property = "sample.lab", value = "true")
@ExecuteOn(TaskExecutors.BLOCKING)
class LabController {

    /**
     * What can be done here.
     *
     * @param topology of the Redis
     * @param faults that can be done to it
     */
    @Serdeable
    record Lab(String topology, List<String> faults) {}

    private final RedisControl control;
    private final LoopTest loop;

    LabController(RedisControl control, LoopTest loop) {
        this.control = control;
        this.loop = loop;
    }

    @Get
    Lab offer() {
        var state = control.state();
        return new Lab(state.topology(), state.faults());
    }

    /** Does it to the Redis in use, for that time, and tells how this application fares until it has recovered. */
    @Post(value = "/redis/{fault}", produces = MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<LabEvent>> breakRedis(
            String fault,
            @QueryValue(defaultValue = "10")
                    @Min(value = 1, message = "has to be 1 to 120")
                    @Max(value = 120, message = "has to be 1 to 120")
                    long seconds) {
        var state = control.state();
        if (!state.faults().contains(fault)) {
            throw new HttpStatusException(
                    HttpStatus.BAD_REQUEST,
                    "[%s] cannot be done to a %s Redis: it has to be one of %s."
                            .formatted(fault, state.topology(), String.join(", ", state.faults())));
        }
        return new FaultReport(control).begin(fault, seconds).map(LabEvent::event);
    }

    /** Searches for the same user that often, one search after the other. */
    @Post(value = "/loop/{query}/{count}", produces = MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<LabEvent>> loop(
            @NotBlank @Size(max = 100) String query,
            @Min(value = 1, message = "has to be 1 to 100000") @Max(value = 100_000, message = "has to be 1 to 100000")
                    long count) {
        return loop.run(query, count).map(LabEvent::event);
    }
}
