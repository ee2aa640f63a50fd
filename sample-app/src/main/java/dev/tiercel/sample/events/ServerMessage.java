package dev.tiercel.sample.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told. Of the fields behind the first four, each type has its own; the others are left out.
 *
 * @param type {@code hello}, {@code message}, {@code changed}, {@code presence}, {@code scope} or {@code error}
 * @param room where; null on the way between instances, where it means every room
 * @param at by the clock of the instance where it happened
 * @param instance that one's host and port
 * @param scope {@code all} or {@code local}
 * @param from who said it
 * @param text what was said
 * @param product the id of the one that was changed
 * @param count how many are in the room, all instances together
 * @param perInstance the same, by instance
 * @param message what was wrong with what the client sent
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
record ServerMessage(
        String type,
        @Nullable String room,
        Instant at,
        String instance,
        @Nullable String scope,
        @Nullable String from,
        @Nullable String text,
        @Nullable Long product,
        @Nullable Integer count,
        @Nullable Map<String, Integer> perInstance,
        @Nullable String message) {

    static ServerMessage hello(String room, String instance, Scope scope) {
        return new ServerMessage(
                "hello", room, Instant.now(), instance, word(scope), null, null, null, null, null, null);
    }

    static ServerMessage scope(String instance, Scope scope) {
        return new ServerMessage(
                "scope", null, Instant.now(), instance, word(scope), null, null, null, null, null, null);
    }

    static ServerMessage message(String room, String instance, String from, String text) {
        return new ServerMessage("message", room, Instant.now(), instance, null, from, text, null, null, null, null);
    }

    static ServerMessage changed(String instance, long product) {
        return new ServerMessage("changed", null, Instant.now(), instance, null, null, null, product, null, null, null);
    }

    static ServerMessage presence(String room, String instance, Map<String, Integer> perInstance) {
        var count = perInstance.values().stream().mapToInt(Integer::intValue).sum();
        return new ServerMessage(
                "presence", room, Instant.now(), instance, null, null, null, null, count, perInstance, null);
    }

    static ServerMessage error(String room, String instance, String message) {
        return new ServerMessage("error", room, Instant.now(), instance, null, null, null, null, null, null, message);
    }

    ServerMessage in(String other) {
        return new ServerMessage(type, other, at, instance, scope, from, text, product, count, perInstance, message);
    }

    private static String word(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }
}
