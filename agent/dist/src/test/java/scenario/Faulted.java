package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CachePut;
import dev.tiercel.CacheTrace;
import dev.tiercel.Cached;
import dev.tiercel.CachedMethod;
import dev.tiercel.RedisNode;
import dev.tiercel.Synchrony;
import dev.tiercel.Tiercel;
import dev.tiercel.Values;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A little application, whose talk with itself is the same whatever becomes of the agent. */
public final class Faulted implements Function<String, List<String>> {
    record Row(int id, String name) {}

    record Pair(String left, int right) {}

    /** Something that may throw. */
    @FunctionalInterface
    interface Call {
        Object run() throws Throwable;
    }

    private final Map<Integer, String> names = new ConcurrentHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private int bodies;
    private String run = "";

    /**
     * What was said to it.
     *
     * @param salt what is before the slash is part of the keys of what is read; all of it, of what is changed
     */
    @Override
    public List<String> apply(String salt) {
        lines.clear();
        names.clear();
        bodies = 0;
        run = salt.substring(0, salt.indexOf('/'));
        reads();
        run = salt;
        stages();
        changes();
        transaction();
        interrupted();
        questions();
        return List.copyOf(lines);
    }

    /** How often bodies ran in the last talk. */
    @Override
    public String toString() {
        return "bodies " + bodies;
    }

    private void say(String what, Call call) {
        String said;
        try {
            said = String.valueOf(call.run());
        } catch (Throwable thrown) {
            said = "threw " + thrown + " " + Arrays.toString(thrown.getSuppressed());
        }
        lines.add(what + ": " + said);
    }

    private void twice(String what, Call call) {
        say(what, call);
        say(what, call);
    }

    private void reads() {
        twice("text", () -> text(run, 1));
        twice("row", () -> row(run, 2));
        twice("null", () -> row(run, -2));
        twice("optional", () -> optional(new Pair(run, 3)));
        twice("empty", () -> optional(new Pair(run, -3)));
        twice("number", () -> number(run, 4));
        twice("by-path", () -> byPath(run, new Row(5, "five")));
        twice("five-keys", () -> ofStatic(run, 1, 2L, 'c', true, 2.5));
        twice("conditional", () -> conditional(run, 6));
        twice("recursive", () -> fibonacci(run, 9));
        twice("many", () -> many(run, List.of(1, 2, 3)));
        twice("checked", () -> failing(run, 7));
        twice("unkeyed", () -> unkeyed(new Object()));
        say("list", () -> {
            List<String> mine = list(run, 8);
            mine.add("mine");
            return mine + " " + list(run, 8);
        });
    }

    private void stages() {
        twice("stage", () -> stage(run, 10).join());
        twice("failed-stage", () -> stage(run, -10)
                .handle((value, thrown) -> value + " " + cause(thrown))
                .join());
        twice(
                "stage-of-a-change",
                () -> later(run, 11, "later").join() + stage(run, 11).join());
    }

    private static String cause(Throwable thrown) {
        Throwable cause = thrown != null && thrown.getCause() != null ? thrown.getCause() : thrown;
        return String.valueOf(cause);
    }

    private void changes() {
        say("before", () -> text(run, 20) + row(run, 20));
        say("rename", () -> rename(run, 20, "renamed"));
        say("renamed", () -> text(run, 20) + row(run, 20));
        say("put", () -> put(run, 20, "put"));
        say("was-put", () -> text(run, 20) + row(run, 20));
        say("fails", () -> renameAndFail(run, 20, "half done"));
        say("failed", () -> text(run, 20) + row(run, 20));
        say("all", () -> renameAll(20, "all"));
        say("of-all", () -> text(run, 20) + row(run, 20));
        say("tagged", () -> tagged(run, 21));
        say("by-tag", () -> renameTagged(run, 21, "tagged"));
        say("of-tag", () -> tagged(run, 21));
    }

    private void transaction() {
        Connection connection = (Connection) Proxy.newProxyInstance(
                Faulted.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("rollback")) {
                        throw new IllegalStateException("the application's");
                    }
                    return method.getReturnType() == boolean.class ? false : null;
                });
        say("in-transaction", () -> {
            connection.setAutoCommit(false);
            String before = text(run, 30);
            rename(run, 30, "committed");
            String inside = text(run, 30);
            connection.commit();
            connection.setAutoCommit(true);
            return before + inside + text(run, 30);
        });
        say("rollback", () -> {
            connection.rollback();
            return "";
        });
        say("close", () -> {
            connection.close();
            return connection.isClosed();
        });
    }

    private void interrupted() {
        Thread.currentThread().interrupt();
        say("interrupted", () -> text(run, 40) + row(run, 40) + many(run, List.of(40)));
        say("interrupted-change", () -> rename(run, 40, "interrupted"));
        say("still-interrupted", Thread::interrupted);
        say("after-interrupt", () -> text(run, 40) + row(run, 40));
    }

    private void questions() {
        say("named", () -> {
            Tiercel.cache("faulted-texts").invalidate(run, 50);
            Tiercel.cache("faulted-texts").invalidateTag("tag");
            return "";
        });
        say("asked", () -> {
            Object all = List.of(
                    CachedMethod.all(),
                    RedisNode.all(),
                    Tiercel.cache("faulted-texts").look(run, 50),
                    Synchrony.now());
            return all.toString().isEmpty();
        });
        say("traced", () -> CacheTrace.of(() -> text(run, 51)).value());
    }

    private String name(int id) {
        bodies++;
        return names.getOrDefault(id, "row " + id);
    }

    @Cached(cache = "faulted-texts")
    private String text(String salt, int id) {
        return name(id);
    }

    @Cached(cache = "faulted-rows", eagerRefresh = "0.9", staleIfError = "1m")
    synchronized Row row(String salt, int id) {
        return id < 0 ? null : new Row(id, name(id));
    }

    @Cached
    Optional<Row> optional(Pair pair) {
        return pair.right() < 0 ? Optional.empty() : Optional.of(new Row(pair.right(), name(pair.right())));
    }

    @Cached
    int number(String salt, int id) {
        return name(id).length();
    }

    @Cached
    String byPath(@CacheKey String salt, @CacheKey("id") Row row) {
        return name(row.id());
    }

    @Cached
    static String ofStatic(String salt, int a, long b, char c, boolean d, double e) {
        return "" + a + b + c + d + e;
    }

    @Cached(condition = "id > 5", unless = "result == 'row 7'")
    String conditional(String salt, int id) {
        return name(id);
    }

    @Cached
    long fibonacci(String salt, int n) {
        return n < 2 ? n : fibonacci(salt, n - 1) + fibonacci(salt, n - 2);
    }

    @Cached(each = true)
    List<Row> many(String salt, Collection<Integer> ids) {
        return ids.stream().map(id -> new Row(id, name(id))).collect(Collectors.toCollection(ArrayList::new));
    }

    @Cached
    String failing(String salt, int id) throws IOException {
        throw new IOException("the application's " + id);
    }

    @Cached
    String unkeyed(Object key) {
        return "unkeyed";
    }

    @Cached(values = Values.COPY)
    List<String> list(String salt, int id) {
        return new ArrayList<>(List.of(name(id)));
    }

    @Cached(cache = "faulted-stages")
    CompletableFuture<String> stage(String salt, int id) {
        return id < 0
                ? CompletableFuture.failedFuture(new IOException("the application's"))
                : CompletableFuture.completedFuture(name(id));
    }

    @CacheInvalidate(cache = "faulted-stages")
    CompletableFuture<String> later(String salt, int id, @SuppressWarnings("unused") String name) {
        names.put(id, name);
        return CompletableFuture.completedFuture("changed ");
    }

    @CacheInvalidate(cache = {"faulted-texts", "faulted-rows"})
    String rename(@CacheKey String salt, @CacheKey int id, String name) {
        names.put(id, name);
        return "renamed";
    }

    @CachePut(cache = "faulted-rows")
    @CacheInvalidate(cache = "faulted-texts")
    Row put(@CacheKey String salt, @CacheKey int id, String name) {
        names.put(id, name);
        return new Row(id, name);
    }

    @CacheInvalidate(cache = {"faulted-texts", "faulted-rows"})
    String renameAndFail(@CacheKey String salt, @CacheKey int id, String name) {
        names.put(id, name);
        throw new IllegalStateException("the application's");
    }

    @CacheInvalidate(
            cache = {"faulted-texts", "faulted-rows"},
            all = true)
    String renameAll(int id, String name) {
        names.put(id, name);
        return "renamed all";
    }

    @Cached(cache = "faulted-tagged", tags = "row-{id}")
    String tagged(String salt, int id) {
        return name(id);
    }

    @CacheInvalidate(cache = "faulted-tagged", tags = "row-{id}")
    String renameTagged(String salt, int id, String name) {
        names.put(id, name);
        return "renamed by tag";
    }
}
