package scenario;

import dev.tiercel.CacheKey;
import dev.tiercel.Cached;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What may be a key. */
final class KeyParameters {
    private static final KeyParameters OBJECT = new KeyParameters();
    private static final UUID ID = new UUID(1, 2);

    private KeyParameters() {}

    static void run() {
        Report.once("key-none", OBJECT::none);
        Report.once("key-int", () -> OBJECT.ofInt(1));
        Report.once("key-long", () -> OBJECT.ofLong(Long.MIN_VALUE));
        Report.once("key-double", () -> OBJECT.ofDouble(Double.NaN));
        Report.once("key-float", () -> OBJECT.ofFloat(1.5f));
        Report.once("key-boolean", () -> OBJECT.ofBoolean(true));
        Report.once("key-char", () -> OBJECT.ofChar('x'));
        Report.once("key-short-byte", () -> OBJECT.ofShortAndByte((short) 1, (byte) 2));
        Report.once("key-string", () -> OBJECT.ofString("a"));
        Report.once("key-null", () -> OBJECT.ofString(null));
        Report.once("key-boxed-null", () -> OBJECT.ofBoxed(null));
        Report.once("key-two", () -> OBJECT.two("a", 1));
        Report.once("key-two-nulls", () -> OBJECT.two(null, 1));
        Report.once("key-three", () -> OBJECT.three(1, "b", 2.0));
        Report.once("key-four", () -> OBJECT.four(1L, 2, 3.0, 'd'));
        Report.once("key-five", () -> OBJECT.five(1L, 2, 3.0, true, "e"));
        Report.once("key-six", () -> OBJECT.six(1L, 2, 3.0, true, 'e', null));
        Report.once("key-enum", () -> OBJECT.ofEnum(Thread.State.NEW));
        Report.once("key-record", () -> OBJECT.ofRecord(new Point(1, "a")));
        Report.once("key-values", () -> OBJECT.ofValues(ID, new BigDecimal("1.50"), LocalDate.EPOCH));
        Report.once("key-collections", () -> OBJECT.ofCollections(List.of(1, 2), Set.of("a"), Map.of("k", 1)));
        Report.once("key-optional", () -> OBJECT.ofOptional(Optional.of(1)));
        Report.once("key-object", () -> OBJECT.ofObject(12));
        Report.once("key-sequence", () -> OBJECT.ofSequence("text"));
        Report.once("key-marked", () -> OBJECT.marked(new Object(), "only this"));
        Report.once("key-path-record", () -> OBJECT.pathOfRecord(new Point(9, new String("z"))));
        Report.once("key-paths", () -> OBJECT.paths(new Bean(4), new Bean(5)));
        Report.once("key-after-wide", () -> KeyParameters.afterWide(1L, 2.0, "c"));

        Report.once("same-number", () -> OBJECT.ofObject(Report.bodies() == 0 ? (Object) 77 : (Object) 77L));
        Report.equal("keys-differ", OBJECT.two("a", 2).equals(OBJECT.two("a", 3)), false);
        Report.equal("order-matters", OBJECT.pair("a", "b").equals(OBJECT.pair("b", "a")), false);
        Report.equal("text-and-number-differ", OBJECT.ofObject("5").equals(OBJECT.ofObject(5)), false);
        Report.equal("null-and-text-differ", OBJECT.pair("null", "").equals(OBJECT.pair(null, "")), false);
        List<Integer> mutable = new java.util.ArrayList<>(List.of(1));
        String before = OBJECT.ofList(mutable);
        mutable.add(2);
        Report.equal("a-changed-list-is-another-key", before.equals(OBJECT.ofList(mutable)), false);
    }

    record Point(int x, String y) {}

    static final class Bean {
        private final int id;

        Bean(int id) {
            this.id = id;
        }

        public int getId() {
            return id;
        }
    }

    @Cached
    String none() {
        return Report.ran("none");
    }

    @Cached
    String ofInt(int key) {
        return Report.ran("int " + key);
    }

    @Cached
    String ofLong(long key) {
        return Report.ran("long " + key);
    }

    @Cached
    String ofDouble(double key) {
        return Report.ran("double " + key);
    }

    @Cached
    String ofFloat(float key) {
        return Report.ran("float " + key);
    }

    @Cached
    String ofBoolean(boolean key) {
        return Report.ran("boolean " + key);
    }

    @Cached
    String ofChar(char key) {
        return Report.ran("char " + key);
    }

    @Cached
    String ofShortAndByte(short a, byte b) {
        return Report.ran("" + a + b);
    }

    @Cached
    String ofString(String key) {
        return Report.ran("string " + key);
    }

    @Cached
    String ofBoxed(Long key) {
        return Report.ran("boxed " + key);
    }

    @Cached
    String two(String a, int b) {
        return Report.ran(a + b);
    }

    @Cached
    String pair(String a, String b) {
        return Report.ran(a + "+" + b + "!" + (a == null));
    }

    @Cached
    String three(int a, String b, double c) {
        return Report.ran(a + b + c);
    }

    @Cached
    String four(long a, int b, double c, char d) {
        return Report.ran("" + a + b + c + d);
    }

    @Cached
    String five(long a, int b, double c, boolean d, String e) {
        return Report.ran(a + b + c + e + d);
    }

    @Cached
    String six(long a, int b, double c, boolean d, char e, Object f) {
        return Report.ran(a + b + c + "" + d + e + f);
    }

    @Cached
    String ofEnum(Thread.State key) {
        return Report.ran("enum " + key);
    }

    @Cached
    String ofRecord(Point key) {
        return Report.ran("record " + key);
    }

    @Cached
    String ofValues(UUID a, BigDecimal b, LocalDate c) {
        return Report.ran("" + a + b + c);
    }

    @Cached
    String ofCollections(List<Integer> a, Set<String> b, Map<String, Integer> c) {
        return Report.ran("" + a + b + c);
    }

    @Cached
    String ofList(List<Integer> key) {
        return Report.ran("list " + key);
    }

    @Cached
    String ofOptional(Optional<Integer> key) {
        return Report.ran("optional " + key);
    }

    @Cached
    String ofObject(Object key) {
        return Report.ran("object " + key + (key instanceof String));
    }

    @Cached
    String ofSequence(CharSequence key) {
        return Report.ran("sequence " + key);
    }

    @Cached
    String marked(Object ignored, @CacheKey String key) {
        return Report.ran("marked " + key);
    }

    @Cached
    String pathOfRecord(@CacheKey("x") Point point) {
        return Report.ran("path " + point.x());
    }

    @Cached
    String paths(@CacheKey("id") Bean a, @CacheKey("id") Bean b) {
        return Report.ran("paths " + a.getId() + b.getId());
    }

    @Cached
    static String afterWide(long a, double b, String c) {
        return Report.ran(a + b + c);
    }
}
