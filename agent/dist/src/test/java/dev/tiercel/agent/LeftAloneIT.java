package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be cached works as ever, and one line says which method it is, why, and what to do. */
class LeftAloneIT {
    /** From the method to what its line says: the reason, and the way out. */
    private static final Map<String, String[]> LINES = Map.ofEntries(
            Map.entry("returnsNothing", new String[] {"returns nothing", "remove the annotation"}),
            Map.entry("nothingLater", new String[] {"returns nothing", "remove the annotation"}),
            Map.entry("badCondition", new String[] {"condition = \"id >\""}),
            Map.entry("badFraction", new String[] {"eagerRefresh = \"2\"", "allowed: 0 to 0.95"}),
            Map.entry("badEach", new String[] {"each = true", "exactly one has to hold the keys"}),
            Map.entry("badTtlFrom", new String[] {"ttlFrom = \"expires\"", "no component, getter or field"}),
            Map.entry("keyOfArray", new String[] {"no value equality", "@CacheKey"}),
            Map.entry("keyOfOwnEquals", new String[] {"no value equality", "@CacheKey"}),
            Map.entry("stream", new String[] {"stream can be read once", "return a List"}),
            Map.entry("iterator", new String[] {"iterator can be read once", "return a List"}),
            Map.entry("future", new String[] {"nothing tells when it is done", "return a CompletableFuture"}),
            Map.entry("badTtl", new String[] {"ttl = \"soon\"", "5m"}),
            Map.entry("blankPut", new String[] {"names no cache", "say cache ="}),
            Map.entry("blankInvalidate", new String[] {"names no cache", "say cache ="}),
            Map.entry("badPath", new String[] {"@CacheKey(\"number\")", "no component, getter or field"}),
            Map.entry("badTag", new String[] {"tag \"seller-{seller}\"", "none of its parameters"}),
            Map.entry("tagsOfAll", new String[] {"both all = true and tags", "keep one"}),
            Map.entry("both", new String[] {"both to read and to change", "split it"}),
            Map.entry("keyOfObject", new String[] {"no value equality", "@CacheKey"}));

    @Test
    void eachHasOneLine_andWorksAsEver() {
        Ended with = ForkedJvm.of("scenario.LeftAlone").withoutRedis().run().well();
        Ended without = ForkedJvm.of("scenario.LeftAlone").withoutAgent().run().well();

        assertThat(with.said("=")).isEqualTo(without.said("="));
        assertThat(with.said("every")).hasSize(LINES.size()).allMatch(line -> line.endsWith(" 2"));
        assertThat(with.said("once")).containsExactly("neighbour 1");
        with.assertThatErr().hasSize(LINES.size());
        LINES.forEach((method, parts) -> assertThat(with.err())
                .as(method)
                .filteredOn(line -> line.startsWith("[tiercel] WARN LeftAlone." + method + " "))
                .singleElement()
                .asString()
                .contains(parts));
    }
}
