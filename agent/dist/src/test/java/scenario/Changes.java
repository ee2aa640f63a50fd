package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CachePut;
import dev.tiercel.Cached;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Methods that change data: what is read after them is new, and what they do not touch stays as it was. */
public final class Changes {
    private static final Map<Long, String> TABLE = new HashMap<>();
    private static final IOException FAILURE = new IOException("failed");
    private static final Changes REPO = new Changes();

    private Changes() {}

    public static void main(String[] args) throws Exception {
        invalidate();
        paths();
        put();
        failing();
        otherShapes();
        sameNumber();
    }

    /** Reads what the table has, and then changes the table behind the cache's back. */
    private static void given(long id) {
        TABLE.put(id, "old");
        REPO.drop(id);
        REPO.find(id);
        TABLE.put(id, "new");
    }

    private static void invalidate() {
        given(1);
        given(2);
        Report.equal("cached-before", REPO.find(1), "old");
        REPO.drop(1);
        Report.equal("by-key", REPO.find(1), "new");
        Report.equal("other-keys-stay", REPO.find(2), "old");
        REPO.dropAll("ignored");
        Report.equal("all", REPO.find(2), "new");
        given(3);
        REPO.count("x");
        int counted = REPO.bodies;
        REPO.dropBoth(3);
        REPO.count("x");
        Report.equal("several-by-key", REPO.find(3), "new");
        Report.equal("several-all", REPO.bodies, counted + 1);
        given(4);
        REPO.dropTwoCaches(4);
        Report.equal("two-names-in-one", REPO.find(4), "new");
    }

    private static void paths() {
        given(5);
        REPO.dropRecord(new Row(5, "x"));
        Report.equal("path-of-a-record", REPO.find(5), "new");
        given(6);
        REPO.dropBean(new Bean(6));
        Report.equal("path-of-a-getter", REPO.find(6), "new");
        given(7);
        REPO.dropField(new PublicField(7));
        Report.equal("path-of-a-field", REPO.find(7), "new");
        given(8);
        REPO.dropNested(new Owner(new Row(8, "y")));
        Report.equal("path-of-a-path", REPO.find(8), "new");
        given(9);
        REPO.dropRecord(new Row(99, "x"));
        Report.equal("path-of-another-key", REPO.find(9), "old");
        given(10);
        REPO.dropRecord(null);
        Report.equal("path-from-null", REPO.find(10), "old");
    }

    private static void put() {
        given(11);
        Report.equal("put-returns", REPO.put(11, "put"), "put");
        Report.equal("put-replaces", REPO.find(11), "put");
        Report.equal("put-always-runs", REPO.put(11, "again"), "again");
        Report.equal("put-replaces-again", REPO.find(11), "again");
        REPO.put(12, "first");
        Report.equal("put-fills", REPO.find(12), "first");
        REPO.put(13, null);
        TABLE.put(13L, "behind");
        Report.equal("put-keeps-null", REPO.find(13), null);
        given(14);
        REPO.putAndDrop(14);
        Report.equal("put-of-a-primitive", REPO.length(14), 3);
    }

    private static void failing() {
        given(20);
        Report.that("failing-drop-throws-as-it-was", thrownBy(20) == FAILURE);
        Report.equal("failing-drop-drops", REPO.find(20), "new");
        given(21);
        boolean thrown = false;
        try {
            REPO.put(21, "fail");
        } catch (IllegalStateException expected) {
            thrown = expected.getMessage().equals("asked for");
        }
        Report.that("failing-put-throws-as-it-was", thrown);
        Report.equal("failing-put-drops", REPO.find(21), "new");
    }

    private static Throwable thrownBy(long id) {
        try {
            REPO.dropAndFail(id);
            return null;
        } catch (IOException thrown) {
            return thrown;
        }
    }

    private static void otherShapes() throws Exception {
        given(30);
        dropStatically(30);
        Report.equal("static", REPO.find(30), "new");
        given(31);
        Report.equal("int-result", REPO.dropReturningInt(31), 31);
        Report.equal("int-result-drops", REPO.find(31), "new");
        given(32);
        REPO.dropSynchronized(32);
        Report.equal("synchronized", REPO.find(32), "new");
        given(33);
        new ByInterface().change(33);
        Report.equal("interface", REPO.find(33), "new");
        given(34);
        Report.equal("future-result", REPO.dropLater(34).get(), "later");
        Report.equal("future-drops", REPO.find(34), "new");
        given(35);
        REPO.dropWide(1.5, 35, "c");
        Report.equal("key-among-wide-parameters", REPO.find(35), "new");
        TABLE.put(36L, "old");
        REPO.pair("a", 36, 1, 2, 3);
        REPO.dropPair("a", 36, 1, 2, 3);
        TABLE.put(36L, "new");
        Report.equal("five-keys", REPO.pair("a", 36, 1, 2, 3), "new");
    }

    private static void sameNumber() {
        given(40);
        REPO.dropInt(40);
        Report.equal("int-drops-long", REPO.find(40), "new");
        given(41);
        REPO.dropBoxed((short) 41);
        Report.equal("short-drops-long", REPO.find(41), "new");
        given(42);
        REPO.dropObject(42);
        Report.equal("object-drops-long", REPO.find(42), "new");
    }

    private int bodies;

    record Row(long id, String text) {}

    record Owner(Row owned) {}

    static final class Bean {
        private final long number;

        Bean(long number) {
            this.number = number;
        }

        public long getId() {
            return number;
        }
    }

    static final class PublicField {
        public final long id;

        PublicField(long id) {
            this.id = id;
        }
    }

    interface Changing {
        @CacheInvalidate(cache = "rows")
        void change(long id);
    }

    static final class ByInterface implements Changing {
        @Override
        public void change(long id) {}
    }

    @Cached(cache = "rows")
    String find(long id) {
        return TABLE.get(id);
    }

    @Cached(cache = "lengths")
    int length(long id) {
        return -1;
    }

    @Cached(cache = "counts")
    List<Integer> count(String text) {
        return List.of(++bodies, text.length());
    }

    @Cached(cache = "pairs")
    String pair(String a, long b, int c, int d, int e) {
        return TABLE.get(b);
    }

    @CacheInvalidate(cache = "pairs")
    void dropPair(String a, long b, int c, int d, int e) {}

    @CacheInvalidate(cache = "rows")
    void drop(long id) {}

    @CacheInvalidate(cache = "rows", all = true)
    void dropAll(String ignored) {}

    @CacheInvalidate(cache = "rows")
    @CacheInvalidate(cache = "counts", all = true)
    void dropBoth(long id) {}

    @CacheInvalidate(cache = {"counts", "rows"})
    void dropTwoCaches(long id) {}

    @CacheInvalidate(cache = "rows")
    void dropRecord(@CacheKey("id") Row row) {}

    @CacheInvalidate(cache = "rows")
    void dropBean(@CacheKey("id") Bean bean) {}

    @CacheInvalidate(cache = "rows")
    void dropField(@CacheKey("id") PublicField holder) {}

    @CacheInvalidate(cache = "rows")
    void dropNested(@CacheKey("owned.id") Owner owner) {}

    @CacheInvalidate(cache = "rows")
    void dropAndFail(long id) throws IOException {
        throw FAILURE;
    }

    @CacheInvalidate(cache = "rows")
    static void dropStatically(long id) {}

    @CacheInvalidate(cache = "rows")
    int dropReturningInt(int id) {
        return id;
    }

    @CacheInvalidate(cache = "rows")
    synchronized void dropSynchronized(long id) {}

    @CacheInvalidate(cache = "rows")
    CompletableFuture<String> dropLater(long id) {
        return CompletableFuture.completedFuture("later");
    }

    @CacheInvalidate(cache = "rows")
    void dropWide(double a, @CacheKey long id, String c) {}

    @CacheInvalidate(cache = "rows")
    void dropInt(int id) {}

    @CacheInvalidate(cache = "rows")
    void dropBoxed(Short id) {}

    @CacheInvalidate(cache = "rows")
    void dropObject(Object id) {}

    @CachePut(cache = "rows")
    String put(@CacheKey long id, String value) {
        if ("fail".equals(value)) {
            throw new IllegalStateException("asked for");
        }
        return value;
    }

    @CachePut(cache = "lengths")
    @CacheInvalidate(cache = "rows")
    int putAndDrop(long id) {
        return 3;
    }
}
