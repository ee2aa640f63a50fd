package dev.tiercel.config;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is said of one cache, read and checked, wherever it is said. */
abstract class CacheTexts {
    /** The value of one of {@link Keys#OF_CACHE}; null: nothing is said. */
    abstract <T> @Nullable T find(Key<T> key);

    final CacheOverrides overrides() {
        return new CacheOverrides(
                find(Keys.CACHE_ENABLED),
                find(Keys.CACHE_TTL),
                find(Keys.CACHE_TTL_JITTER),
                find(Keys.CACHE_NEGATIVE_TTL),
                find(Keys.CACHE_EAGER_REFRESH),
                find(Keys.CACHE_STALE_IF_ERROR),
                find(Keys.CACHE_LOADER_SOFT_TIMEOUT),
                find(Keys.CACHE_BUDGET),
                find(Keys.CACHE_MAX_ENTRIES),
                find(Keys.CACHE_VALUES),
                find(Keys.CACHE_CODEC),
                find(Keys.CACHE_COMPRESS_ABOVE),
                find(Keys.CACHE_MAX_STALENESS));
    }

    /** What the configuration says. */
    static final class Configured extends CacheTexts {
        private final Settings settings;
        private final String cache;

        Configured(Settings settings, String cache) {
            this.settings = settings;
            this.cache = cache;
        }

        @Override
        <T> @Nullable T find(Key<T> key) {
            return settings.find(key, Keys.ofCache(cache, key));
        }
    }

    /** What stands elsewhere, in the same words and bounds. */
    static final class Written extends CacheTexts {
        private final Map<String, String> texts;

        Written(Map<String, String> texts) {
            this.texts = texts;
            for (String name : texts.keySet()) {
                if (Keys.OF_CACHE.stream().noneMatch(key -> key.name().equals(name))) {
                    throw new IllegalArgumentException(Shown.oneLine(name) + ": no such setting"
                            + Nearest.hint(
                                    name, Keys.OF_CACHE.stream().map(Key::name).toList()));
                }
            }
        }

        @Override
        <T> @Nullable T find(Key<T> key) {
            if (!texts.containsKey(key.name())) {
                return null;
            }
            String text = Objects.requireNonNull(texts.get(key.name()));
            try {
                return key.kind().read(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        key.name() + ": " + Shown.quoted(text) + " " + e.getMessage() + "; allowed: "
                                + key.kind().allowed(),
                        e);
            }
        }
    }
}
