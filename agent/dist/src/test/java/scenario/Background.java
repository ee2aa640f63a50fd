package scenario;

import dev.tiercel.Cached;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Methods of every kind whose bodies run on the agent's threads, because a stale entry stands in for them. Each says who
 * ran it; it is called until the agent did. Prints nothing but the reports.
 */
public final class Background {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    /** Fresh for no time, and kept: every call but the first finds a stale entry. */
    private static final String SHORT = "1ms";

    private static final String LONG = "10m";

    private Background() {}

    public static void main(String[] args) throws Exception {
        Kinds object = new Kinds("made");
        report("private", "private 1", () -> object.callsPrivate(1));
        report("private-static", "private static a", () -> Kinds.ofPrivateStatic("a"));
        report("static", "static a", () -> Kinds.ofStatic("a"));
        report("final", "made final 1", () -> object.ofFinal(1));
        report("synchronized", "synchronized 1 true", () -> object.ofSynchronized(1));
        report("varargs", "varargs 2", () -> object.ofVarargs("a", "b"));
        report("six", "1 2 3.0 true c f", () -> object.six(1, 2L, 3.0f, true, 'c', "f"));
        report("no-parameters", "made alone", object::alone);
        report("package-private-parameter", "row 7", () -> object.ofRow(new Row(7)));
        report("optional", "present 1", () -> object.optional(1).orElseThrow());
        report("list", "listed 1", () -> object.list(1).get(0));
        report("record", "row 3 a", () -> new Row(3).ofRecord("a"));
        report("enum", "HIGH a", () -> Level.HIGH.ofEnum("a"));
        report("enum-constant-body", "low a", () -> Level.LOW.perConstant("a"));
        report("default", "default 1", () -> new Defaults() {}.ofDefault(1));
        report("static-of-interface", "static of interface 1", () -> Defaults.ofStatic(1));
        report("generic", "generic 1", () -> new Implements().find(1L));
        report("lambda-body", "lambda of 1", () -> object.callsLambda(1));
        report("super", "base 1", () -> new Overrides().find(1));
        report("super-of-override", "base 2", () -> ((Base) new Overrides()).find(2));
        Report.that("overrides-ran", Overrides.ran > 0);
        Report.that("overrides-are-not-run-by-the-agent", !Overrides.ranByUs);
        report("proxy", "proxy [1]", () -> proxy(Public.class).text(1));
        report("proxy-of-hidden", "proxy [2]", () -> proxy(Hidden.class).hidden(2));
        primitives(object);
    }

    private static void primitives(Kinds object) throws Exception {
        await("int", () -> object.ofInt(5) == 6);
        await("long", () -> object.ofLong(5) == 6);
        await("double", () -> object.ofDouble(5) == 6);
        await("boolean", () -> object.ofBoolean(5));
        await("char", () -> object.ofChar('a') == 'b');
    }

    private static void report(String name, String expected, Callable<String> call) throws Exception {
        String[] last = {""};
        await(name, () -> {
            last[0] = call.call();
            return last[0].equals(expected + " ours");
        });
        if (!last[0].equals(expected + " ours")) {
            System.out.println("NOT " + name + " last " + last[0]);
        }
    }

    private static void await(String name, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        boolean holds = condition.call();
        while (!holds && System.nanoTime() - start < PATIENCE_NANOS) {
            LockSupport.parkNanos(2_000_000);
            holds = condition.call();
        }
        Report.that(name, holds);
    }

    private static boolean isOurs() {
        return Thread.currentThread().getName().startsWith("tiercel-");
    }

    static String ranBy(String what) {
        return what + (isOurs() ? " ours" : " caller");
    }

    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                Background.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> ranBy("proxy " + List.of(arguments))));
    }

    record Row(long id) {
        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        String ofRecord(String key) {
            return ranBy("row " + id + " " + key);
        }
    }

    enum Level {
        LOW {
            @Override
            @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
            String perConstant(String key) {
                return ranBy("low " + key);
            }
        },
        HIGH {
            @Override
            String perConstant(String key) {
                return key;
            }
        };

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        String ofEnum(String key) {
            return ranBy(name() + " " + key);
        }

        abstract String perConstant(String key);
    }

    public interface Public {
        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        String text(long id);
    }

    private interface Hidden {
        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        String hidden(long id);
    }

    interface Defaults {
        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        default String ofDefault(long id) {
            return ranBy("default " + id);
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        static String ofStatic(long id) {
            return ranBy("static of interface " + id);
        }
    }

    interface Crud<T, I> {
        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        T find(I id);
    }

    static final class Implements implements Crud<String, Long> {
        @Override
        public String find(Long id) {
            return ranBy("generic " + id);
        }
    }

    static class Base {
        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        String find(long id) {
            return ranBy("base " + id);
        }
    }

    static final class Overrides extends Base {
        private static volatile boolean ranByUs;
        private static volatile int ran;

        @Override
        String find(long id) {
            ran++;
            ranByUs |= isOurs();
            return super.find(id);
        }
    }

    static final class Kinds {
        private final String field;

        Kinds(String field) {
            this.field = field;
        }

        String callsPrivate(long id) {
            return ofPrivate(id);
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        private String ofPrivate(long id) {
            return ranBy("private " + id);
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        private static String ofPrivateStatic(String id) {
            return ranBy("private static " + id);
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        static String ofStatic(String id) {
            return ranBy("static " + id);
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        final String ofFinal(long id) {
            return ranBy(field + " final " + id);
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        synchronized String ofSynchronized(long id) {
            return ranBy("synchronized " + id + " " + Thread.holdsLock(this));
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        String ofVarargs(String... keys) {
            return ranBy("varargs " + keys.length);
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        String six(int a, long b, float c, boolean d, char e, String f) {
            return ranBy(a + " " + b + " " + c + " " + d + " " + e + " " + f);
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        String alone() {
            return ranBy(field + " alone");
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        String ofRow(Row row) {
            return ranBy("row " + row.id());
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        Optional<String> optional(long id) {
            return Optional.of(ranBy("present " + id));
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        List<String> list(long id) {
            return List.of(ranBy("listed " + id));
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        String callsLambda(long id) {
            Callable<String> lambda = () -> ranBy("lambda of " + id);
            try {
                return lambda.call();
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        int ofInt(int key) {
            return isOurs() ? key + 1 : key;
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        long ofLong(long key) {
            return isOurs() ? key + 1 : key;
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        double ofDouble(double key) {
            return isOurs() ? key + 1 : key;
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        boolean ofBoolean(int key) {
            return isOurs();
        }

        @Cached(ttl = SHORT, staleIfError = LONG, loaderSoftTimeout = LONG)
        char ofChar(char key) {
            return isOurs() ? (char) (key + 1) : key;
        }
    }
}
