package dev.tiercel.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of all settings, read and checked, and what is shown of them. */
final class Settings {
    private final Gathering gathering;
    private final Problems problems;
    private final Map<String, Object> values = new HashMap<>();
    private final List<Setting> shown = new ArrayList<>();

    Settings(Gathering gathering, Problems problems) {
        this.gathering = gathering;
        this.problems = problems;
        // First the URL, for it says others of these.
        read(Keys.REDIS_URL, Keys.REDIS_URL.name());
        spreadUrl();
        for (Key<?> key : Keys.ALL) {
            if (!key.name().equals(Keys.REDIS_URL.name())) {
                read(key, key.name());
            }
        }
        for (String cache : gathering.caches()) {
            for (Key<?> key : Keys.OF_CACHE) {
                read(key, Keys.ofCache(cache, key));
            }
        }
    }

    /** The value in force, or the default; null: there is neither. */
    @SuppressWarnings("unchecked") // a value is kept under the name of the key that read it
    <T> @Nullable T find(Key<T> key, String name) {
        return (T) values.get(name);
    }

    List<Setting> shown() {
        return shown;
    }

    /** A URL says several settings at its own level; what that level says of a single one stands. */
    private void spreadUrl() {
        RedisAddress address = find(Keys.REDIS_URL, Keys.REDIS_URL.name());
        Given<RedisAddress> url = gathering.find(Keys.REDIS_URL.name());
        if (address != null && url != null) {
            for (RedisAddress.Part part : address.parts()) {
                gathering.offerUnlessSet(url.saying(part.key(), part.text()));
            }
        }
    }

    private <T> void read(Key<T> key, String name) {
        Given<T> given = gathering.find(name);
        T value = given == null ? null : parse(given);
        if (value != null && given != null) {
            keep(key, name, value, given.origin());
        } else if (key.fallback() != null) {
            keep(key, name, key.fallback(), "default");
        }
    }

    private <T> void keep(Key<T> key, String name, T value, String origin) {
        values.put(name, value);
        shown.add(new Setting(Shown.oneLine(name), Shown.oneLine(key.kind().show(value)), origin));
    }

    private <T> @Nullable T parse(Given<T> given) {
        try {
            return given.kind().read(given.text());
        } catch (IllegalArgumentException e) {
            problems.error(given.refusal(String.valueOf(e.getMessage())));
            return null;
        }
    }
}
