package scenario;

import dev.tiercel.Cached;
import dev.tiercel.Values;
import java.util.List;
import java.util.Optional;

/** Type variables, bridges, and what code generators make of them. */
final class Generics {
    private Generics() {}

    @SuppressWarnings({"rawtypes", "unchecked"}) // as a generated caller does
    static void run() {
        ProductRepo repo = new ProductRepo();
        Report.once("generic-concrete", () -> repo.findById(1L));
        Report.once("generic-through-bridge", () -> ((Repo<Optional<String>, Long>) repo).findById(2L));
        Report.once("generic-raw-call", () -> ((Repo) repo).findById(3L));
        Report.once("generic-default", () -> repo.byDefault(4L));
        Report.once("covariant-return", () -> ((Covariant) new Narrower()).covariant("a"));
        Report.once("generic-method", () -> new ProductRepo().<String>generic("a"));
        Report.once("bounded-variable", () -> new Bounded<>(1).bounded(5));
        Report.once("abstract-generic-superclass", () -> new Grand().find("x"));
        Report.once("erased-implementation", () -> ((Base) new Generated()).find(5L));
        Report.once("erased-beside-precise", () -> ((Base) new GeneratedTwice()).find(6L));
        Report.once("precise-beside-erased", () -> new GeneratedTwice().find(Long.valueOf(7)));
    }

    interface Repo<T, I> {
        @Cached
        T findById(I id);

        @Cached(values = Values.REFERENCE)
        default List<I> byDefault(I id) {
            return Report.ran(List.of(id));
        }
    }

    static final class ProductRepo implements Repo<Optional<String>, Long> {
        @Override
        public Optional<String> findById(Long id) {
            return Report.ran(Optional.of("product " + id));
        }

        @Cached(values = Values.REFERENCE)
        <T> List<T> generic(T key) {
            return Report.ran(List.of(key));
        }
    }

    interface Covariant {
        @Cached(values = Values.REFERENCE)
        Object covariant(String key);
    }

    static final class Narrower implements Covariant {
        @Override
        public String covariant(String key) {
            return Report.ran("narrow " + key);
        }
    }

    record Bounded<N extends Number>(N seed) {
        @Cached(values = Values.REFERENCE)
        N bounded(int key) {
            return Report.ran(seed);
        }
    }

    abstract static class Grandparent<A, B> {
        @Cached(values = Values.REFERENCE)
        abstract B find(A key);
    }

    abstract static class Parent<X> extends Grandparent<X, Integer> {}

    static final class Grand extends Parent<String> {
        @Override
        Integer find(String key) {
            return Report.ran(key.length());
        }
    }

    interface Base<I> {
        @Cached(values = Values.REFERENCE)
        Object find(I id);
    }

    /** As a generator writes it that knows the erased method only. */
    @SuppressWarnings("rawtypes")
    static final class Generated implements Base {
        @Override
        public Object find(Object id) {
            return Report.ran("generated " + id);
        }
    }

    /** The erased method casts and calls the precise one, without being marked as its bridge. */
    abstract static class Precise {
        @Cached(values = Values.REFERENCE)
        public Object find(Long id) {
            return Report.ran("precise " + id);
        }
    }

    @SuppressWarnings("rawtypes")
    static final class GeneratedTwice extends Precise implements Base {
        @Override
        public Object find(Object id) {
            return find((Long) id);
        }
    }
}
