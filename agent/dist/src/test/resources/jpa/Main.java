package jpa;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.commons.dbcp2.BasicDataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;

/** Transactions of JPA: a line {@code ok} or {@code NOT} for each promise. */
public final class Main {
    private static final ExecutorService OTHER = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });

    private static Products products;

    private Main() {}

    /** @param autoCommit of the pool's connections */
    public static void main(String[] autoCommit) throws Exception {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        pool.setDefaultAutoCommit(Boolean.valueOf(autoCommit[0]));
        Configuration configuration = new Configuration().addAnnotatedClass(Product.class);
        configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, pool);
        configuration.setProperty(AvailableSettings.JAKARTA_HBM2DDL_DATABASE_ACTION, "create");
        configuration.setProperty(AvailableSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, autoCommit[1]);
        try (SessionFactory factory = configuration.buildSessionFactory()) {
            factory.inTransaction(session -> {
                session.persist(new Product(1, "old"));
                session.persist(new Product(2, "old"));
            });
            products = new Products(factory);
            commit();
            rollback();
        }
    }

    private static void commit() throws Exception {
        equal("given", products.find(1), "old");
        products.begin();
        products.rename(1, "new");
        equal("commit-own-write-is-seen", products.find(1), "new");
        equal("commit-others-see-the-old-value", theirs(1), "old");
        products.commit();
        equal("commit-then-others-see-it", theirs(1), "new");
        int loads = products.loads;
        equal("commit-then-the-writer-sees-it", products.find(1), "new");
        equal("commit-then-it-is-cached", products.loads, loads);
    }

    private static void rollback() throws Exception {
        equal("given", products.find(2), "old");
        products.begin();
        products.rename(2, "new");
        equal("rollback-own-write-is-seen", products.find(2), "new");
        products.rollback();
        equal("rollback-it-is-gone", products.find(2), "old");
        equal("rollback-for-others-too", theirs(2), "old");
    }

    private static String theirs(long id) throws Exception {
        return OTHER.submit((Callable<String>) () -> products.find(id)).get();
    }

    private static void equal(String name, Object actual, Object expected) {
        System.out.println(Objects.equals(actual, expected) ? "ok " + name : "NOT " + name + ": " + actual);
    }
}
