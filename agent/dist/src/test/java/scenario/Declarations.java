package scenario;

import dev.tiercel.Cached;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where and how a cached method is declared. */
class Declarations {
    private static int constructed;

    private final String field;

    Declarations() {
        constructed++;
        field = "made";
    }

    static void run() {
        Declarations object = new Declarations();
        Report.once("private", () -> object.selfCalledPrivate(1));
        Report.once("static", () -> Declarations.ofStatic("a"));
        Report.once("private-static", () -> Declarations.ofPrivateStatic("a"));
        Report.once("final", () -> object.ofFinal(1));
        Report.once("package-private", () -> object.ofPackagePrivate(1));
        Report.once("protected", () -> object.ofProtected(1));
        Report.once("synchronized", () -> object.ofSynchronized(1));
        Report.once("static-synchronized", () -> Declarations.ofStaticSynchronized(1));
        Report.once("self-called", () -> object.selfCalled(1));
        Report.once("reads-fields", () -> object.readsField(1));
        Report.once("another-object", () -> new Declarations().sharedByObjects(7));
        Report.that("constructors-run-as-written", constructed == 3);

        Report.once("inner", () -> object.new Inner().inner(1));
        Report.once("static-nested", () -> new Nested().nested(1));
        Supplier<Local> local = () -> new Local() {
            @Override
            @Cached
            public String anonymous(int id) {
                return Report.ran("anonymous " + id);
            }
        };
        Report.once("anonymous", () -> local.get().anonymous(1));
        class LocalClass {
            @Cached
            String local(int id) {
                return Report.ran("local " + id + constructed / constructed);
            }
        }
        Report.once("local-class", () -> new LocalClass().local(1));
        Report.once("record", () -> new Row(3).ofRecord("a"));
        Report.once("record-static", () -> Row.ofRecordStatic("a"));
        Report.once("enum", () -> Level.HIGH.ofEnum("a"));
        Report.once("enum-constant-body", () -> Level.LOW.perConstant("a"));

        Function<Long, String> reference = object::byReference;
        Report.once("method-reference", () -> reference.apply(5L));
        Report.once(
                "in-lambda",
                () -> List.of(1).stream().map(id -> object.inLambda(id)).toList());
        Report.once("calls-a-lambda", () -> object.callsLambda(2));
        Report.once("reflection", () -> Declarations.class
                .getDeclaredMethod("byReflection", long.class)
                .invoke(object, 1L));
    }

    private String selfCalledPrivate(long id) {
        return ofPrivate(id);
    }

    @Cached
    private String ofPrivate(long id) {
        return Report.ran("private " + id);
    }

    @Cached
    static String ofStatic(String id) {
        return Report.ran("static " + id);
    }

    @Cached
    private static String ofPrivateStatic(String id) {
        return Report.ran("private static " + id);
    }

    @Cached
    final String ofFinal(long id) {
        return Report.ran("final " + id);
    }

    @Cached
    String ofPackagePrivate(long id) {
        return Report.ran("package " + id);
    }

    @Cached
    protected String ofProtected(long id) {
        return Report.ran("protected " + id);
    }

    @Cached
    synchronized String ofSynchronized(long id) {
        return Report.ran("synchronized " + id + Thread.holdsLock(this));
    }

    @Cached
    static synchronized String ofStaticSynchronized(long id) {
        return Report.ran("static synchronized " + id + Thread.holdsLock(Declarations.class));
    }

    String selfCalled(long id) {
        return this.ofFinalSelf(id);
    }

    @Cached
    public final String ofFinalSelf(long id) {
        return Report.ran("self " + id);
    }

    @Cached
    String readsField(long id) {
        return Report.ran(field + id);
    }

    @Cached
    String sharedByObjects(long id) {
        return Report.ran("shared " + id);
    }

    @Cached
    String byReference(Long id) {
        return Report.ran("reference " + id);
    }

    @Cached
    String inLambda(int id) {
        return Report.ran("in lambda " + id);
    }

    @Cached
    String callsLambda(int id) {
        Supplier<String> supplier = () -> field + id;
        return Report.ran(supplier.get());
    }

    @Cached
    String byReflection(long id) {
        return Report.ran("reflection " + id);
    }

    class Inner {
        @Cached
        String inner(long id) {
            return Report.ran(field + " inner " + id);
        }
    }

    static class Nested {
        @Cached
        String nested(long id) {
            return Report.ran("nested " + id);
        }
    }

    interface Local {
        String anonymous(int id);
    }

    record Row(int number) {
        @Cached
        String ofRecord(String key) {
            return Report.ran(key + number);
        }

        @Cached
        static String ofRecordStatic(String key) {
            return Report.ran(key + " static");
        }
    }

    enum Level {
        LOW {
            @Override
            @Cached
            String perConstant(String key) {
                return Report.ran(key + " low");
            }
        },
        HIGH {
            @Override
            String perConstant(String key) {
                return key;
            }
        };

        @Cached
        String ofEnum(String key) {
            return Report.ran(key + " enum");
        }

        abstract String perConstant(String key);
    }
}
