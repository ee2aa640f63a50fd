package scenario;

import dev.tiercel.Cached;
import dev.tiercel.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a cached method may return. */
final class ReturnedTypes {
    private static final ReturnedTypes OBJECT = new ReturnedTypes();

    private ReturnedTypes() {}

    static void run() {
        Report.once("returns-object", () -> OBJECT.object(1));
        Report.once("returns-null", () -> OBJECT.nothing(1));
        Report.once("returns-optional", () -> OBJECT.optional(1));
        Report.once("returns-empty", () -> OBJECT.empty(1));
        Report.once("returns-optional-int", () -> OBJECT.optionalInt(1));
        Report.once("returns-list", () -> OBJECT.list(1));
        Report.once("returns-map", () -> OBJECT.map(1));
        Report.once("returns-array", () -> OBJECT.array(1));
        Report.once("returns-long-array", () -> OBJECT.longs(1));
        Report.once("returns-int", () -> OBJECT.ofInt(1));
        Report.once("returns-zero", () -> OBJECT.ofInt(0));
        Report.once("returns-long", () -> OBJECT.ofLong(1));
        Report.once("returns-boolean", () -> OBJECT.ofBoolean(1));
        Report.once("returns-false", () -> OBJECT.ofBoolean(2));
        Report.once("returns-double", () -> OBJECT.ofDouble(1));
        Report.once("returns-float", () -> OBJECT.ofFloat(1));
        Report.once("returns-char", () -> OBJECT.ofChar(1));
        Report.once("returns-byte-short", () -> OBJECT.ofByte(1) + OBJECT.ofShort(1));
        Report.once("returns-boxed", () -> OBJECT.boxed(1));
        Report.once("returns-enum", () -> OBJECT.ofEnum(1));
        Report.once("returns-record", () -> OBJECT.ofRecord(1));
        Report.that("the-same-instance", OBJECT.list(9) == OBJECT.list(9));
    }

    record Pair(String a, List<Integer> b) {}

    @Cached(values = Values.REFERENCE)
    Object object(int key) {
        return Report.ran((Object) ("object " + key));
    }

    @Cached
    String nothing(int key) {
        return Report.ran(null);
    }

    @Cached
    Optional<String> optional(int key) {
        return Report.ran(Optional.of("o" + key));
    }

    @Cached
    Optional<String> empty(int key) {
        return Report.ran(Optional.empty());
    }

    @Cached
    OptionalInt optionalInt(int key) {
        return Report.ran(OptionalInt.of(key));
    }

    @Cached
    List<String> list(int key) {
        return Report.ran(List.of("l" + key, "m"));
    }

    @Cached
    Map<String, Integer> map(int key) {
        return Report.ran(Map.of("k", key));
    }

    @Cached
    String[] array(int key) {
        return Report.ran(new String[] {"a" + key, null});
    }

    @Cached
    long[] longs(int key) {
        return Report.ran(new long[] {key, Long.MAX_VALUE});
    }

    @Cached
    int ofInt(int key) {
        return Report.ran(key);
    }

    @Cached
    long ofLong(int key) {
        return Report.ran(key + 5_000_000_000L);
    }

    @Cached
    boolean ofBoolean(int key) {
        return Report.ran(key == 1);
    }

    @Cached
    double ofDouble(int key) {
        return Report.ran(key / 4.0);
    }

    @Cached
    float ofFloat(int key) {
        return Report.ran(key / 4.0f);
    }

    @Cached
    char ofChar(int key) {
        return Report.ran((char) ('a' + key));
    }

    @Cached
    byte ofByte(int key) {
        Report.ran(0);
        return (byte) key;
    }

    @Cached
    short ofShort(int key) {
        return (short) key;
    }

    @Cached
    Integer boxed(int key) {
        return Report.ran(1_000 + key);
    }

    @Cached
    Thread.State ofEnum(int key) {
        return Report.ran(Thread.State.values()[key]);
    }

    @Cached
    Pair ofRecord(int key) {
        return Report.ran(new Pair("a", List.of(key)));
    }
}
