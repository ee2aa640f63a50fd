package dev.tiercel.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of all settings, read and checked, and what is shown of them. */
final class Settings {
    private final Gathering gathering;
    private final Problems problems;
    private final Map<String, Object> values = new HashMap<>();
    private final List<Setting> shown = new ArrayList<>();
    private final Set<String> hidden = new HashSet<>();

    Settings(Gathering gathering, Problems problems) {
        this.gathering = gathering;
        this.problems = problems;
        // First the URL, for it says others of these.
        read(RedisKeys.URL, RedisKeys.URL.name());
        RedisAddress address = find(RedisKeys.URL);
        Given<RedisAddress> url = gathering.find(RedisKeys.URL.name());
        Whereabouts whereabouts = new Whereabouts(gathering, problems);
        if (address != null && url != null) {
            whereabouts.spread(address, url);
        }
        whereabouts.settle();
        for (Key<?> key : Keys.ALL) {
            if (!key.equals(RedisKeys.URL)) {
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

    /** Of a setting that is no single cache's. */
    <T> @Nullable T find(Key<T> key) {
        return find(key, key.name());
    }

    /** Of a setting that has a default; of one that another replaces, that default. */
    <T> T get(Key<T> key) {
        T value = find(key);
        return Objects.requireNonNull(value == null ? key.fallback() : value, key.name());
    }

    /** True where no message may show the value. */
    boolean isHidden(Key<?> key) {
        return hidden.contains(key.name());
    }

    /** For messages: {@code redis.tls = true (environment REDIS_TLS)}. */
    String said(Key<?> key) {
        return said(key.name());
    }

    /** As said of a key, by the full name of a setting. */
    String said(String name) {
        String shownName = Shown.oneLine(name);
        for (Setting setting : shown) {
            if (setting.key().equals(shownName)) {
                return setting.toString();
            }
        }
        return shownName;
    }

    List<Setting> shown() {
        return shown;
    }

    private <T> void read(Key<T> key, String name) {
        Given<T> given = gathering.find(name);
        T value = given == null ? null : parse(given);
        if (value != null && given != null) {
            keep(name, value, given.hidden() ? Shown.MASK : key.kind().show(value), given.origin());
            if (given.hidden()) {
                hidden.add(name);
            }
        } else if (key.fallback() != null && !gathering.isDropped(name)) {
            keep(name, key.fallback(), key.kind().show(key.fallback()), "default");
        }
    }

    private void keep(String name, Object value, String text, String origin) {
        values.put(name, value);
        shown.add(new Setting(Shown.oneLine(name), Shown.oneLine(text), origin));
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
