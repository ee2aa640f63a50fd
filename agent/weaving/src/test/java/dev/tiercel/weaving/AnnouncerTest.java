package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.Cached;
import dev.tiercel.Values;
import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.log.EventLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The one line about each woven class, with the configuration's say in it. */
class AnnouncerTest {
    private final List<String> lines = new ArrayList<>();
    private final Announcer announcer = new Announcer(EventLog.to(lines::add));

    abstract static class Repository {
        @Cached(cache = "products")
        String findById(long id) {
            return "";
        }

        @Cached(cache = "products.search")
        List<Date> search(String text) {
            return List.of();
        }

        @Cached(cache = "dates", values = Values.REFERENCE)
        Date date(long id) {
            return null;
        }

        @CacheInvalidate(cache = {"products", "dates"})
        @CacheInvalidate(cache = "products.search", all = true)
        void update(long id) {}
    }

    private static Collection<Linkable> methods() {
        return new Weaver(List.of(new OwnDialect()), "", new Report(EventLog.to(line -> {})))
                .weave(
                        AnnouncerTest.class.getClassLoader(),
                        Repository.class.getName(),
                        ClassShapeTest.Files.of(Repository.class))
                .methods()
                .values();
    }

    private static TiercelConfig config(Map<String, String> properties) {
        return ConfigReader.read(new ConfigSources(properties, Map.of(), null, () -> null))
                .config();
    }

    private static final String LINE = "[tiercel] INFO Repository: findById (products, shared),"
            + " search (products.search, copied), date (dates, shared), update (changes products, dates, products.search)";

    @Test
    void methodsCachesAndHowValuesAreHandedOut() {
        announcer.configured(config(Map.of()));
        announcer.woven(methods());

        assertThat(lines).containsExactly(LINE);
    }

    @Test
    void whatWasWovenBeforeTheConfigurationWasRead_isToldThen() {
        announcer.woven(methods());
        assertThat(lines).isEmpty();

        announcer.configured(config(Map.of()));

        assertThat(lines).containsExactly(LINE);
    }

    @Test
    void theConfigurationIsTheStronger() {
        announcer.configured(config(Map.of(
                "tiercel.defaults.values", "copy",
                "tiercel.caches.products.search.values", "reference",
                "tiercel.caches.dates.enabled", "false")));
        announcer.woven(methods());

        assertThat(lines)
                .singleElement()
                .asString()
                .contains("findById (products, copied), search (products.search, shared), date (dates, off)");
    }

    @Test
    void aLineIsWrittenOnce() {
        announcer.configured(config(Map.of()));
        announcer.woven(methods());
        announcer.woven(methods());

        assertThat(lines).hasSize(1);
    }

    @Test
    void withoutCaches_nothingIsTold() {
        announcer.woven(methods());
        announcer.configured(null);
        announcer.woven(methods());

        assertThat(lines).isEmpty();
    }
}
