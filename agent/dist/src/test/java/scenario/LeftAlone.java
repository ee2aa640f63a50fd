package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CachePut;
import dev.tiercel.Cached;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Annotated methods that cannot be cached: they work as if they were not annotated. */
public final class LeftAlone {
    private LeftAlone() {}

    record Row(long id) {}

    public static void main(String[] args) throws Exception {
        LeftAlone object = new LeftAlone();
        Report.every("nothing", () -> {
            object.returnsNothing(1);
            return null;
        });
        Report.every("array", () -> object.keyOfArray(new StringBuilder("x")));
        Report.every("own-equals", () -> object.keyOfOwnEquals(new Own(1)));
        Report.every("stream", () -> object.stream(1).toList());
        Report.every("iterator", () -> object.iterator(1).next());
        Report.every("future", () -> object.future(1).get());
        Report.every("nothing-later", () -> object.nothingLater(1).get());
        Report.every("condition", () -> object.badCondition(1));
        Report.every("fraction", () -> object.badFraction(1));
        Report.every("each", () -> object.badEach(1));
        Report.every("ttl-from", () -> object.badTtlFrom(1));
        Report.every("ttl", () -> object.badTtl(1));
        Report.every("blank-put", () -> object.blankPut(1));
        Report.every("blank-drop", () -> object.blankInvalidate(1));
        Report.every("path", () -> object.badPath(new Row(1)));
        Report.every("tag", () -> object.badTag(1));
        Report.every("tags-of-all", () -> object.tagsOfAll(1));
        Report.every("both", () -> object.both(1));
        Report.every("no-value-equality", () -> object.keyOfObject(new StringBuilder("x")));
        Report.once("neighbour", () -> object.neighbour(1));
    }

    @Cached
    void returnsNothing(int id) {
        Report.ran(id);
    }

    @Cached
    String keyOfArray(StringBuilder... keys) {
        return Report.ran("array " + keys.length);
    }

    /** A record that is equal by other means than its components. */
    record Own(int id) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Own;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    @Cached
    String keyOfOwnEquals(Own key) {
        return Report.ran("own " + key.id());
    }

    @Cached
    Stream<Integer> stream(int id) {
        return Report.ran(Stream.of(id));
    }

    @Cached
    Iterator<Integer> iterator(int id) {
        return Report.ran(List.of(id).iterator());
    }

    @Cached
    Future<Integer> future(int id) {
        return Report.ran(CompletableFuture.completedFuture(id));
    }

    @Cached
    CompletableFuture<Void> nothingLater(int id) {
        return Report.ran(CompletableFuture.completedFuture(null));
    }

    @Cached(condition = "id >")
    String badCondition(int id) {
        return Report.ran("condition " + id);
    }

    @Cached(eagerRefresh = "2")
    String badFraction(int id) {
        return Report.ran("fraction " + id);
    }

    @Cached(each = true)
    List<String> badEach(int id) {
        return Report.ran(List.of("each " + id));
    }

    @Cached(ttlFrom = "expires")
    Row badTtlFrom(int id) {
        return Report.ran(new Row(id));
    }

    @Cached(ttl = "soon")
    String badTtl(int id) {
        return Report.ran("ttl " + id);
    }

    @CachePut(cache = " ")
    String blankPut(int id) {
        return Report.ran("put " + id);
    }

    @CacheInvalidate(cache = "")
    String blankInvalidate(int id) {
        return Report.ran("drop " + id);
    }

    @Cached
    String badPath(@CacheKey("number") Row row) {
        return Report.ran("path " + row.id());
    }

    @Cached(tags = "seller-{seller}")
    String badTag(int id) {
        return Report.ran("tag " + id);
    }

    @CacheInvalidate(cache = "other", all = true, tags = "catalog")
    String tagsOfAll(int id) {
        return Report.ran("tags " + id);
    }

    @Cached
    @CacheInvalidate(cache = "other")
    String both(int id) {
        return Report.ran("both " + id);
    }

    @Cached
    String keyOfObject(StringBuilder key) {
        return Report.ran("builder " + key);
    }

    @Cached
    String neighbour(int id) {
        return Report.ran("neighbour " + id);
    }
}
