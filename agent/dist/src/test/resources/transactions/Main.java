package tx;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tiercel.Synchrony;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** What is cached, beside transactions of each kind: a line {@code ok} or {@code NOT} for each promise. */
public final class Main {
    private static final String URL = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
    private static final ExecutorService OTHERS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });

    private static String kind;
    private static Work work;
    private static Products products;
    private static long id;

    private Main() {}

    public static void main(String[] kinds) throws Exception {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement()) {
            statement.execute("create table product (id bigint primary key, name varchar(100))");
            for (int i = 1; i <= 200; i++) {
                statement.execute("insert into product values (" + i + ", 'old')");
            }
        }
        for (String each : kinds) {
            kind = each;
            if (each.equals("wait")) {
                System.in.readAllBytes(); // Until it is ended: then Redis is connected.
                while (!Synchrony.now().orElseThrow().inSync()) {
                    Thread.sleep(1);
                }
                continue;
            }
            if (each.equals("xa")) {
                xa();
                continue;
            }
            work = work(each);
            products = new Products(work);
            all();
        }
    }

    private static Work work(String kind) throws Exception {
        JdbcDataSource driver = new JdbcDataSource();
        driver.setUrl(URL);
        return switch (kind) {
            case "driver" -> new ByHand(driver);
            case "h2-pool" -> new ByHand(JdbcConnectionPool.create(driver));
            case "hikari" -> new ByHand(hikari(true));
            case "hikari-manual" -> new ByHand(hikari(false));
            case "micronaut" -> new ByMicronaut(hikari(true));
            case "spring" -> spring(hikari(true), false);
            case "spring-manual" -> spring(hikari(false), false);
            case "spring-aware" -> spring(hikari(true), true);
            case "spring-lazy" -> spring(new LazyConnectionDataSourceProxy(hikari(true)), false);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Work spring(DataSource source, boolean aware) {
        return new BySpring(source, aware ? new TransactionAwareDataSourceProxy(source) : source);
    }

    private static HikariDataSource hikari(boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(URL);
        config.setAutoCommit(autoCommit);
        config.setMaximumPoolSize(3);
        return new HikariDataSource(config);
    }

    private static void all() throws Exception {
        commit(false);
        commit(true);
        rollback(false);
        rollback(true);
        withoutTransaction();
        silent();
        savepoint();
        abandoned();
        twoOfOneKey();
        afterwards();
    }

    /** A row that is cached as "old". */
    private static void given() throws Exception {
        id++;
        OTHERS.submit(() -> {
                    products.renameAll("old");
                    return null;
                })
                .get();
        equal("given", products.find(id), "old");
    }

    private static String theirs() throws Exception {
        return OTHERS.submit((Callable<String>) () -> products.find(id)).get();
    }

    private static void change(boolean all) throws Exception {
        if (all) {
            products.renameAll("new");
        } else {
            products.rename(id, "new");
        }
    }

    private static void commit(boolean all) throws Exception {
        String name = all ? "commit-all" : "commit";
        given();
        work.begin();
        change(all);
        equal(name + "-own-write-is-seen", products.find(id), "new");
        equal(name + "-others-see-the-old-value", theirs(), "old");
        equal(name + "-own-write-is-still-seen", products.find(id), "new");
        work.commit();
        equal(name + "-then-others-see-it", theirs(), "new");
        equal(name + "-then-the-writer-sees-it", products.find(id), "new");
        int loads = products.loads;
        products.find(id);
        equal(name + "-then-it-is-cached", products.loads, loads);
    }

    private static void rollback(boolean all) throws Exception {
        String name = all ? "rollback-all" : "rollback";
        given();
        work.begin();
        change(all);
        equal(name + "-own-write-is-seen", products.find(id), "new");
        theirs();
        work.rollback();
        equal(name + "-it-is-gone", products.find(id), "old");
        equal(name + "-for-others-too", theirs(), "old");
        int loads = products.loads;
        products.find(id);
        equal(name + "-and-cached", products.loads, loads);
    }

    private static void withoutTransaction() throws Exception {
        given();
        products.rename(id, "new");
        equal("single-statement", theirs(), "new");
    }

    /** What a transaction has written without a word must not be cached before its commit. */
    private static void silent() throws Exception {
        id++;
        work.begin();
        products.renameSilently(id, "uncommitted");
        equal("silent-own-write-is-seen", products.find(id), "uncommitted");
        work.rollback();
        equal("silent-is-not-cached", products.find(id), "old");
    }

    private static void savepoint() throws Exception {
        given();
        work.begin();
        Connection connection = work.connection();
        Savepoint savepoint = connection.setSavepoint();
        products.rename(id, "new");
        connection.rollback(savepoint);
        work.done(connection);
        equal("savepoint-own-rollback-is-seen", products.find(id), "old");
        equal("savepoint-is-no-end", theirs(), "old");
        work.commit();
        equal("savepoint-end", products.find(id), "old");
    }

    /** Nobody knows what a pool or a driver does with what was left open: what is cached has to be what is in the table. */
    private static void abandoned() throws Exception {
        given();
        work.begin();
        products.rename(id, "new");
        if (work.abandon()) {
            equal("abandoned", products.find(id), products.read(id));
        } else {
            work.rollback();
        }
        // A change of afterwards is made at once: nothing of the transaction is left on this thread.
        products.rename(id, "newer");
        equal("abandoned-is-over", theirs(), "newer");
    }

    private static void twoOfOneKey() throws Exception {
        given();
        work.begin();
        products.rename(id, "new");
        OTHERS.submit(() -> {
                    work.begin();
                    products.changed(id);
                    products.read(id);
                    work.rollback();
                    return null;
                })
                .get();
        theirs();
        equal("two-the-first-still-sees-its-own", products.find(id), "new");
        work.commit();
        equal("two-then-others", theirs(), "new");
    }

    /** Whatever was held was released. */
    private static void afterwards() throws Exception {
        given();
        int loads = products.loads;
        products.find(id);
        theirs();
        equal("afterwards-all-is-cached", products.loads, loads);
    }

    private static void xa() throws Exception {
        JdbcDataSource driver = new JdbcDataSource();
        driver.setUrl(URL);
        work = new ByHand(driver);
        products = new Products(work);
        given();
        for (int i = 0; i < 2; i++) {
            XAConnection connection = driver.getXAConnection();
            XAResource resource = connection.getXAResource();
            Xid xid = new Id(i);
            resource.start(xid, XAResource.TMNOFLAGS);
            int loads = products.loads;
            products.changed(id);
            products.find(id);
            equal("changes-at-once", products.loads, loads + 1);
            resource.end(xid, XAResource.TMSUCCESS);
            resource.rollback(xid);
            connection.close();
        }
        commit(false);
    }

    private record Id(int number) implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {(byte) number};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    private static void equal(String name, Object actual, Object expected) {
        String line = kind + " " + name;
        System.out.println(Objects.equals(actual, expected) ? "ok " + line : "NOT " + line + ": " + actual);
    }
}
