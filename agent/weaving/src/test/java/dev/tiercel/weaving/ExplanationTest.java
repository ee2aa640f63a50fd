package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.Cached;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.log.EventLog;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which methods are explained, by what the user calls them. */
class ExplanationTest {
    interface Products {
        @Cached(cache = "products")
        String find(long id);
    }

    /** As a framework generates it. */
    static class Generated implements Products {
        @Override
        public String find(long id) {
            return "";
        }
    }

    private final Report report = new Report(EventLog.to(line -> {}));

    private List<Map<String, String>> explained(String wanted) {
        MethodRows rows = new MethodRows(TiercelConfig.DEFAULT, "CACHED");
        return new Explanation(report, TiercelConfig.DEFAULT, rows, Stream.of(Products.class, Generated.class))
                .of(wanted);
    }

    @Test
    void aMethodIsFound_byItsClassOrByTheInterfaceThatSaysIt() {
        var woven = new Weaver(List.of(new OwnDialect()), "", report)
                .weave(
                        ExplanationTest.class.getClassLoader(),
                        Generated.class.getName(),
                        ClassShapeTest.Files.of(Generated.class));
        report.woven(Generated.class.getName(), woven.methods());

        for (String wanted : List.of(
                "find",
                "Products.find",
                Products.class.getName() + ".find",
                "Generated.find",
                Generated.class.getName() + ".find")) {
            assertThat(explained(wanted))
                    .as(wanted)
                    .anyMatch(row -> row.get("text").equals("in the cache products"))
                    .noneMatch(row -> row.get("aspect").equals("not woven"));
        }
        assertThat(explained("Products.other"))
                .allMatch(row -> row.get("aspect").equals("not woven"));
        assertThat(explained("OtherProducts.find"))
                .allMatch(row -> row.get("aspect").equals("unknown"));
    }
}
