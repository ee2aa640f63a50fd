package dev.tiercel.sample.events;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What instances tell each other through Redis: an event, or who is where; of {@code event} and {@code rooms} one is null.
 * With {@code origin}, the sequence number identifies it, however many servers it comes by.
 *
 * @param version of this format
 * @param origin which process sent it, as a random id
 * @param sequence counts what that process sent
 * @param instance its host and port
 * @param event for the clients of the event's room, or of all rooms where it has none
 * @param rooms how many clients of the sender are in each of its rooms; all of them, whoever changed
 */
@Serdeable
record Envelope(
        int version,
        String origin,
        long sequence,
        String instance,
        @Nullable ServerMessage event,
        @Nullable Map<String, Integer> rooms) {
    static final int VERSION = 1;
}
