package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.transaction.WovenJdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache beside a transaction: nobody is hidden his own writes, and nobody sees those of others before their commit. */
class TransactionTest {
    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, ticker);
    private final WovenRead find = corridor.read("products");
    private final WovenRead other = corridor.read("others");
    private final WovenWrite drop = corridor.write(Corridor.drop("products"));
    private final WovenWrite clear = corridor.write(Corridor.clear("products"));
    private final WovenWrite put = corridor.write(Corridor.put("products"));
    private final WovenJdbc jdbc = new WovenJdbc(corridor.transactions);
    private final ExecutorService others = Executors.newCachedThreadPool();

    /** The row of every key, as it was last committed. */
    private final AtomicReference<String> committed = new AtomicReference<>("old");

    /** As its writer sees it. */
    private @Nullable String own;

    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void end() {
        others.shutdownNow();
        corridor.loads.close();
    }

    private Connection begun() throws SQLException {
        Connection connection = jdbc.driver();
        connection.setAutoCommit(false);
        return connection;
    }

    /** An update of the row, with the change that it declares. */
    private void change(Connection connection, String to, WovenWrite write, Object... key) throws Exception {
        write.call(
                () -> {
                    connection.createStatement().executeUpdate("update t set x = 1");
                    own = to;
                    return to;
                },
                key);
    }

    private void commit(Connection connection) throws SQLException {
        jdbc.atCommit = () -> {
            if (own != null) {
                committed.set(own);
                own = null;
            }
        };
        connection.commit();
    }

    private void rollback(Connection connection) throws SQLException {
        own = null;
        connection.rollback();
    }

    private Object mine(int key) throws Exception {
        return find.call(
                () -> {
                    loads.incrementAndGet();
                    return own != null ? own : committed.get();
                },
                key);
    }

    private Object theirs(int key) throws Exception {
        return elsewhere(() -> find.call(
                () -> {
                    loads.incrementAndGet();
                    return committed.get();
                },
                key));
    }

    private Object elsewhere(Callable<Object> call) throws Exception {
        return others.submit(call).get();
    }

    /** What another instance is answered. */
    private Object anotherInstance(int key) throws Exception {
        return elsewhere(() -> Corridor.over(l2, ticker).read("products").call(committed::get, key));
    }

    private boolean isInL1(int key) {
        return find.hit(key) != null;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commit_othersSeeIt_andOnlyThen(boolean all) throws Exception {
        mine(1);
        Connection connection = begun();
        change(connection, "new", all ? clear : drop, 1);
        assertThat(theirs(1)).isEqualTo("old");
        assertThat(anotherInstance(1)).isEqualTo("old");
        commit(connection);
        assertThat(theirs(1)).isEqualTo("new");
        assertThat(mine(1)).isEqualTo("new");
        assertThat(anotherInstance(1)).isEqualTo("new");
        assertThat(isInL1(1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rollback_theEntryOfBeforeIsServed_andNothingElseWasKept(boolean all) throws Exception {
        mine(1);
        Connection connection = begun();
        change(connection, "new", all ? clear : drop, 1);
        assertThat(mine(1)).isEqualTo("new");
        rollback(connection);
        int before = loads.get();
        assertThat(mine(1)).isEqualTo("old");
        assertThat(theirs(1)).isEqualTo("old");
        assertThat(loads).hasValue(before);
        assertThat(isInL1(1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ownWrites_areNeverHidden(boolean all) throws Exception {
        mine(1);
        Connection connection = begun();
        change(connection, "new", all ? clear : drop, 1);
        assertThat(mine(1)).isEqualTo("new");
        theirs(1); // Which must not bring back the entry, as a hit.
        assertThat(isInL1(1)).isFalse();
        assertThat(mine(1)).isEqualTo("new");
        change(connection, "newer", all ? clear : drop, 1);
        assertThat(mine(1)).isEqualTo("newer");
    }

    @Test
    void anotherThreadsLoadUnderWay_storesNothing() throws Exception {
        Connection connection = begun();
        CompletableFuture<Object> read = new CompletableFuture<>();
        CompletableFuture<Boolean> loading = new CompletableFuture<>();
        CompletableFuture<String> row = new CompletableFuture<>();
        others.execute(() -> {
            try {
                read.complete(find.call(
                        () -> {
                            loading.complete(true);
                            return row.get();
                        },
                        1));
            } catch (Exception e) {
                read.completeExceptionally(e);
            }
        });
        loading.get();
        change(connection, "new", drop, 1);
        row.complete("old");
        assertThat(read.get()).isEqualTo("old");
        assertThat(isInL1(1)).isFalse();
        assertThat(mine(1)).isEqualTo("new");
        commit(connection);
        assertThat(theirs(1)).isEqualTo("new");
    }

    @Test
    void aChange_alsoWaitsWhereItHasToBeMadeBeforeTheMethod_andWhereTheMethodThrows() throws Exception {
        mine(1);
        Connection connection = begun();
        assertThatThrownBy(() -> drop.call(
                        () -> {
                            throw new IllegalStateException("failed");
                        },
                        1))
                .isInstanceOf(IllegalStateException.class);
        assertThat(anotherInstance(1)).isEqualTo("old");
        assertThat(l2.entries()).containsKey("app:products:1");
        connection.commit();
        assertThat(l2.entries()).doesNotContainKey("app:products:1");
    }

    @Test
    void whatAWriterLoads_isKeptNowhere_inNoCache() throws Exception {
        Connection connection = begun();
        connection.createStatement().executeUpdate("update t set x = 1");
        own = "uncommitted";
        assertThat(other.call(() -> own, 5)).isEqualTo("uncommitted");
        assertThat(other.hit(5)).isNull();
        assertThat(l2.all).isEmpty();
        rollback(connection);
        assertThat(other.call(committed::get, 5)).isEqualTo("old");
    }

    @Test
    void aLoadThatWrites_isNotKept_andNotHandedToThoseWhoWait() throws Exception {
        Connection connection = begun();
        CompletableFuture<Boolean> loading = new CompletableFuture<>();
        CompletableFuture<Object> waiting = new CompletableFuture<>();
        Object found = find.call(
                () -> {
                    loading.complete(true);
                    others.execute(() -> {
                        try {
                            waiting.complete(find.call(committed::get, 1));
                        } catch (Exception e) {
                            waiting.completeExceptionally(e);
                        }
                    });
                    connection.createStatement().executeUpdate("insert into t values (1)");
                    return "mine alone";
                },
                1);
        assertThat(found).isEqualTo("mine alone");
        assertThat(waiting.get()).isEqualTo("old");
        rollback(connection);
        assertThat(mine(1)).isEqualTo("old");
        assertThat(anotherInstance(1)).isEqualTo("old");
    }

    @Test
    void aReader_fillsTheCache_fromInsideATransactionToo() throws Exception {
        Connection connection = begun();
        connection.prepareStatement("select * from t").executeQuery();
        mine(1);
        assertThat(isInL1(1)).isTrue();
        assertThat(l2.entries()).containsKey("app:products:1");
    }

    @Test
    void aTransactionThatBeganBeforeAChange_mayStillSeeTheRowsOfBefore_andKeepsNoneOfThem() throws Exception {
        Connection connection = begun();
        connection.prepareStatement("select * from t").executeQuery();
        elsewhere(() -> {
            committed.set("new");
            drop.call(1);
            return "";
        });
        // As a database does that shows a transaction one state of all rows.
        assertThat(find.call(() -> "old", 1)).isEqualTo("old");
        assertThat(isInL1(1)).isFalse();
        assertThat(l2.all).isEmpty();
        connection.commit();
        assertThat(mine(1)).isEqualTo("new");
    }

    @Test
    void noOneJoinsALoad_thatMayStillSeeTheRowsOfBefore() throws Exception {
        Connection connection = begun();
        elsewhere(() -> {
            committed.set("new");
            drop.call(1);
            return "";
        });
        FutureTask<Object> read = new FutureTask<>(() -> find.call(committed::get, 1));
        Thread reader = new Thread(read);
        find.call(
                () -> {
                    reader.start();
                    await().until(() -> read.isDone() || reader.getState() == Thread.State.TIMED_WAITING);
                    return "old";
                },
                1);
        assertThat(read.get()).isEqualTo("new");
        connection.commit();
    }

    @Test
    void twoTransactions_mayHoldOneKey() throws Exception {
        mine(1);
        Connection first = begun();
        change(first, "new", drop, 1);
        elsewhere(() -> {
            Connection second = begun();
            drop.call(1);
            second.rollback();
            return "";
        });
        theirs(1);
        assertThat(isInL1(1)).isFalse();
        assertThat(mine(1)).isEqualTo("new");
        commit(first);
        theirs(1);
        assertThat(isInL1(1)).isTrue();
    }

    @Test
    void aPut_isADropAtCommit() throws Exception {
        mine(1);
        Connection connection = begun();
        change(connection, "new", put, 1);
        assertThat(isInL1(1)).isFalse();
        assertThat(anotherInstance(1)).isEqualTo("old");
        assertThat(mine(1)).isEqualTo("new");
        commit(connection);
        assertThat(l2.all).isEmpty();
        assertThat(theirs(1)).isEqualTo("new");
    }

    @Test
    void aPutWhoseMethodBegins_leavesNoLeaseBehind() throws Exception {
        mine(1);
        Connection[] begun = new Connection[1];
        put.call(
                () -> {
                    begun[0] = begun();
                    return "new";
                },
                1);
        assertThat(l2.all).isEmpty();
        begun[0].rollback();
        assertThat(mine(1)).isEqualTo("old");
    }

    @Test
    void aPutOfAnotherThread_storesNothingThatIsHeld() throws Exception {
        Connection connection = begun();
        change(connection, "new", drop, 1);
        elsewhere(() -> put.call(() -> "put", 1));
        assertThat(isInL1(1)).isFalse();
        assertThat(mine(1)).isEqualTo("new");
    }

    @Test
    void moreKeysThanCanBeKept_clearTheCache() throws Exception {
        mine(-1);
        Connection connection = begun();
        for (int key = 0; key <= Uncommitted.MOST_KEYS; key++) {
            drop.call(key);
        }
        assertThat(isInL1(-1)).isFalse();
        assertThat(l2.entries()).containsKey("app:products:-1");
        connection.commit();
        committed.set("new");
        assertThat(anotherInstance(-1)).as("nothing of L2 counts").isEqualTo("new");
        mine(5);
        mine(-1);
        assertThat(isInL1(5)).isTrue();
        assertThat(isInL1(-1)).isTrue();
    }

    @Test
    void aMethodThatIsCalledForTheFirstTimeMeanwhile_storesNothingThatIsHeld() throws Exception {
        Connection connection = begun();
        drop.call(1);
        WovenRead late = corridor.read("products", Corridor.LONG);
        elsewhere(() -> late.call(() -> 1L, 1));
        assertThat(late.hit(1)).isNull();
        connection.rollback();
        elsewhere(() -> late.call(() -> 1L, 1));
        assertThat(late.hit(1)).isEqualTo(1L);
    }

    @Test
    void aBatchInsideATransaction_followsTheSameRules() throws Exception {
        WovenBatch batch = WovenBatch.of(corridor, new WovenBatch.Spec());
        Connection connection = begun();
        connection.createStatement().executeUpdate("update t set x = 1");
        batch.call(new Shop("uncommitted"), List.of(1L, 2L));
        connection.rollback();
        assertThat(batch.call(Shop.old(), List.of(1L, 2L))).isEqualTo(Shop.products(1, 2));
    }

    @Test
    void besideReadsThatNobodyCommits_aChangeIsMadeAtOnce_andOnceMoreAtTheEnd() throws Exception {
        Connection physical = jdbc.driver();
        elsewhere(() -> {
            physical.setAutoCommit(false);
            return "";
        });
        Connection connection = jdbc.pooled(physical, true);
        connection.prepareStatement("select * from t").executeQuery();
        theirs(1);
        drop.call(1);
        assertThat(l2.all).isEmpty();
        anotherInstance(1);
        assertThat(l2.entries()).containsKey("app:products:1");
        connection.commit();
        assertThat(l2.all).isEmpty();
    }

    @Test
    void outsideOfATransaction_changesAreMadeAtOnce() throws Exception {
        mine(1);
        Connection connection = jdbc.driver();
        change(connection, "new", drop, 1);
        commit(connection);
        assertThat(l2.all).isEmpty();
        assertThat(theirs(1)).isEqualTo("new");
    }

    @Test
    void aCloseWithoutACommit_makesTheChange() throws Exception {
        mine(1);
        Connection connection = begun();
        drop.call(1);
        connection.close();
        assertThat(l2.all).isEmpty();
        mine(1);
        assertThat(isInL1(1)).isTrue();
    }
}
