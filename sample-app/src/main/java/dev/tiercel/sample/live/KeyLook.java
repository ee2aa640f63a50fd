package dev.tiercel.sample.live;

import dev.tiercel.CacheLook;
import dev.tiercel.CacheLook.State;
import dev.tiercel.Tiercel;
import dev.tiercel.sample.resilience.Agent;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this instance's L1 and Redis have under one key.
 *
 * @param at by this machine's clock
 * @param agent whether the agent runs here
 * @param cache as asked
 * @param key its text in Redis, behind the prefix and the cache; as asked where nobody could look
 * @param l1 null without the agent, and where no method that reads the cache was called yet; as is the next
 * @param l2 what Redis has
 */
@Serdeable
record KeyLook(
        Instant at,
        boolean agent,
        String cache,
        String key,
        @Nullable Copy l1,
        @Nullable Copy l2) {
    private static final int SHOWN = 2_000;

    /** As {@link CacheLook.Copy} has it; the value as text, null where there is none, cut off where it is long. */
    @Serdeable
    record Copy(
            State state,
            @Nullable Long leftMillis,
            @Nullable String value) {

        private static Copy of(CacheLook.Copy copy) {
            return new Copy(
                    copy.state(),
                    copy.left().map(Duration::toMillis).orElse(null),
                    copy.value().map(Copy::shown).orElse(null));
        }

        private static String shown(Object value) {
            var text = String.valueOf(value);
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " ...";
        }
    }

    static KeyLook of(String cache, String key) {
        var looks = candidates(key)
                .map(parts -> Tiercel.cache(cache).look(parts))
                .flatMap(Optional::stream)
                .toList();
        var look = looks.stream().filter(KeyLook::isThere).findFirst().or(() -> looks.stream()
                .findFirst());
        return new KeyLook(
                Instant.now(),
                Agent.isPresent(),
                cache,
                look.map(CacheLook::key).orElse(key),
                look.map(CacheLook::l1).map(Copy::of).orElse(null),
                look.map(CacheLook::l2).map(Copy::of).orElse(null));
    }

    /** A person types a text: no key at all, a number (an id), or the text itself, a phone number among them. */
    private static Stream<Object[]> candidates(String key) {
        if (key.isEmpty()) {
            return Stream.<Object[]>of(new Object[] {});
        }
        var text = new Object[] {key};
        return key.matches("-?\\d{1,18}")
                ? Stream.of(new Object[] {Long.valueOf(key)}, text)
                : Stream.<Object[]>of(text);
    }

    private static boolean isThere(CacheLook look) {
        return look.l1().state() != State.ABSENT || look.l2().state() != State.ABSENT;
    }
}
