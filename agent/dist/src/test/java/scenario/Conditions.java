package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CachePut;
import dev.tiercel.Cached;
import java.util.Optional;

/** What is cached only where a condition holds. */
final class Conditions {
    private static final Conditions OBJECT = new Conditions();

    private Conditions() {}

    record Row(long id, boolean draft) {}

    static void run() {
        Report.once("condition-holds", () -> OBJECT.positive(1));
        Report.every("condition-does-not", () -> OBJECT.positive(-1));
        Report.once("condition-on-no-key", () -> OBJECT.notPreview(1, false));
        Report.every("condition-on-no-key-does-not", () -> OBJECT.notPreview(1, true));
        Report.once("condition-of-six", () -> OBJECT.six(1, 2L, 3.0, true, 'c', "f"));
        Report.every("condition-of-six-does-not", () -> OBJECT.six(1, 2L, 3.0, false, 'c', "f"));
        Report.once("condition-static", () -> Conditions.byPosition("a"));
        Report.every("condition-static-does-not", () -> Conditions.byPosition("b"));
        Report.once("unless-does-not", () -> OBJECT.notDraft(1));
        Report.every("unless-holds", () -> OBJECT.notDraft(2));
        Report.once("unless-optional-does-not", () -> OBJECT.present(1));
        Report.every("unless-optional-holds", () -> OBJECT.present(2));
        changes();
    }

    private static void changes() {
        OBJECT.row(1);
        OBJECT.put(new Row(1, true), false);
        Report.that("put-condition-does-not", !OBJECT.row(1).draft());
        OBJECT.put(new Row(1, false), true);
        int before = Report.bodies();
        OBJECT.row(1);
        Report.equal("put-condition-holds", Report.bodies() - before, 0);
        OBJECT.put(new Row(1, true), true);
        OBJECT.row(1);
        Report.equal("put-unless-drops", Report.bodies() - before, 1);
        OBJECT.drop(1, false);
        OBJECT.row(1);
        Report.equal("drop-condition-does-not", Report.bodies() - before, 1);
        OBJECT.drop(1, true);
        OBJECT.row(1);
        Report.equal("drop-condition-holds", Report.bodies() - before, 2);
    }

    @Cached(condition = "id > 0")
    String positive(long id) {
        return Report.ran("positive " + id);
    }

    @Cached(condition = "!preview")
    String notPreview(@CacheKey long id, boolean preview) {
        return Report.ran("preview " + id);
    }

    @Cached(condition = "d and f == 'f'")
    String six(int a, long b, double c, boolean d, char e, String f) {
        return Report.ran(a + f);
    }

    @Cached(condition = "p0 == 'a'")
    static String byPosition(String name) {
        return Report.ran("position " + name);
    }

    @Cached(unless = "result.draft")
    Row notDraft(long id) {
        return Report.ran(new Row(id, id == 2));
    }

    @Cached(unless = "result == null")
    Optional<String> present(long id) {
        return Report.ran(id == 2 ? Optional.empty() : Optional.of("present"));
    }

    @Cached(cache = "condition-rows")
    Row row(long id) {
        return Report.ran(new Row(id, false));
    }

    @CachePut(cache = "condition-rows", condition = "really", unless = "result.draft")
    Row put(@CacheKey("id") Row row, boolean really) {
        return row;
    }

    @CacheInvalidate(cache = "condition-rows", condition = "really")
    void drop(@CacheKey long id, boolean really) {}
}
