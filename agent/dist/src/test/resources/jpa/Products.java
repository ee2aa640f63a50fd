package jpa;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.Cached;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is cached of the table; a change is made in the entity, and written when the transaction is committed. */
final class Products {
    private final EntityManagerFactory factory;
    private final ThreadLocal<EntityManager> current = new ThreadLocal<>();
    int loads;

    Products(EntityManagerFactory factory) {
        this.factory = factory;
    }

    @Cached(cache = "products")
    String find(long id) {
        loads++;
        return with(manager -> manager.find(Product.class, id).name);
    }

    @CacheInvalidate(cache = "products")
    void rename(@CacheKey long id, String name) {
        with(manager -> manager.find(Product.class, id).name = name);
    }

    void begin() {
        EntityManager manager = factory.createEntityManager();
        manager.getTransaction().begin();
        current.set(manager);
    }

    void commit() {
        end(manager -> manager.getTransaction().commit());
    }

    void rollback() {
        end(manager -> manager.getTransaction().rollback());
    }

    private void end(Consumer<EntityManager> how) {
        try (EntityManager manager = current.get()) {
            current.remove();
            how.accept(manager);
        }
    }

    private <T> T with(Function<EntityManager, T> work) {
        EntityManager manager = current.get();
        if (manager != null) {
            return work.apply(manager);
        }
        try (EntityManager own = factory.createEntityManager()) {
            return work.apply(own);
        }
    }
}
