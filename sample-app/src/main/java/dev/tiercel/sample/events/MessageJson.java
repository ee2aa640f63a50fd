package dev.tiercel.sample.events;

import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Messages as text, and back. Thread-safe. */
@Singleton
final class MessageJson {
    private final JsonMapper mapper;

    MessageJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    String write(Object message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where the text is not one of those. */
    <T> Optional<T> read(String text, Class<T> type) {
        try {
            return Optional.ofNullable(mapper.readValue(text, type));
        } catch (IOException | RuntimeException notOne) {
            return Optional.empty();
        }
    }
}
