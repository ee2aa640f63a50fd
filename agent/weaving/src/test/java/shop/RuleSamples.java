package shop;

import dev.tiercel.Cached;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Classes that rules name; not of our own packages, which no rule reaches. */
@SuppressWarnings("unused")
public final class RuleSamples {
    private RuleSamples() {}

    public static class Product {
        long id;
    }

    public interface Crud<T, I> {
        Optional<T> findById(I id);

        List<T> findAll();

        List<T> findAll(int page);

        void deleteById(I id);
    }

    public interface Products extends Crud<Product, Long> {
        Product findByName(String name);
    }

    public static class Implementation implements Products {
        @Override
        public Optional<Product> findById(Long id) {
            return Optional.empty();
        }

        @Override
        public List<Product> findAll() {
            return List.of();
        }

        @Override
        public List<Product> findAll(int page) {
            return List.of();
        }

        @Override
        public void deleteById(Long id) {}

        @Override
        public Product findByName(String name) {
            return new Product();
        }
    }

    public static class Plain {
        @Cached(cache = "annotated")
        String find(long id, String name) {
            return name;
        }

        private String findPrivately(long id) {
            return "";
        }

        static String findStatically(long id) {
            return "";
        }

        @Override
        public String toString() {
            return "";
        }

        Product save(Product product, boolean quietly) {
            return product;
        }

        Map<Long, Product> findMany(List<Long> ids) {
            return Map.of();
        }
    }

    public abstract static class Base<T> {
        T find(long id) {
            return null;
        }
    }

    public static class Derived extends Base<Product> {}

    public static class MyMap extends HashMap<String, String> {
        private static final long serialVersionUID = 1;
    }

    public abstract static class Direct implements Crud<Product, Long> {
        @Override
        public Optional<Product> findById(Long id) {
            return Optional.empty();
        }
    }
}
