package dev.tiercel.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.log.EventLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When a thread is in a transaction, and what becomes of the work that waits for its end. */
class TransactionsTest {
    private final List<String> lines = new ArrayList<>();
    private final Transactions transactions = new Transactions(EventLog.to(lines::add));
    private final WovenJdbc jdbc = new WovenJdbc(transactions);
    private final List<String> done = new ArrayList<>();

    /** Postpones work of that name; false: there is nothing to wait for. */
    private boolean postpone(String name) {
        List<Transaction> current = transactions.current();
        current.forEach(each -> each.postponed(name, () -> new Postponed() {
            @Override
            public void run() {
                done.add(name);
            }

            @Override
            public void end() {
                done.add("end of " + name);
            }
        }));
        return !current.isEmpty();
    }

    private static void update(Connection connection) throws SQLException {
        connection.createStatement().executeUpdate("update t set x = 1");
    }

    private Connection begun() throws SQLException {
        Connection connection = jdbc.driver();
        connection.setAutoCommit(false);
        return connection;
    }

    @Nested
    class WhenAThreadIsInOne {
        @Test
        void autoCommitOff_isATransaction() throws SQLException {
            begun();
            assertThat(postpone("a")).isTrue();
        }

        @Test
        void autoCommitOn_isNone() throws SQLException {
            Connection connection = jdbc.driver();
            update(connection);
            connection.getAutoCommit();
            connection.prepareStatement("update t set x = 1").executeUpdate();
            assertThat(postpone("a")).isFalse();
            assertThat(transactions.seesUncommitted()).isFalse();
        }

        @Test
        void aConnectionThatAlwaysHasToBeCommitted_isOneFromItsFirstStatementOn() throws Exception {
            Connection physical = jdbc.driver();
            CompletableFuture.runAsync(() -> set(physical, false)).join();
            Connection connection = jdbc.pooled(physical, true);
            assertThat(postpone("a")).isFalse();
            connection.prepareStatement("select 1").executeQuery();
            assertThat(postpone("b")).isTrue();
            connection.commit();
            assertThat(done).containsExactly("b", "end of b");
            assertThat(postpone("c")).isFalse();
            connection.prepareStatement("select 1").executeQuery();
            assertThat(postpone("d")).isTrue();
        }

        @Test
        void aFrameworkThatFindsAutoCommitOff_hasBegunOne() throws Exception {
            Connection physical = jdbc.driver();
            CompletableFuture.runAsync(() -> set(physical, false)).join();
            jdbc.pooled(physical, true).getAutoCommit();
            assertThat(postpone("a")).isTrue();
        }

        private static void set(Connection connection, boolean autoCommit) {
            try {
                connection.setAutoCommit(autoCommit);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void aTextThatBeginsOne_begins_andATextEndsIt() throws SQLException {
            Connection connection = jdbc.driver();
            Statement statement = connection.createStatement();
            statement.execute("BEGIN");
            assertThat(postpone("a")).isTrue();
            statement.execute("ROLLBACK");
            assertThat(done).containsExactly("end of a");
            statement.execute("start transaction");
            assertThat(postpone("b")).isTrue();
            statement.execute("commit;");
            assertThat(done).endsWith("b", "end of b");
            assertThat(postpone("c")).isFalse();
        }

        @Test
        void otherThreadsAreNotInIt() throws SQLException {
            begun();
            assertThat(CompletableFuture.supplyAsync(() -> postpone("a")).join())
                    .isFalse();
        }

        @Test
        void aThreadIsInAllThatItHasBegun() throws SQLException {
            Connection outer = begun();
            assertThat(postpone("a")).isTrue();
            Connection inner = begun();
            assertThat(postpone("b")).isTrue();
            inner.commit();
            assertThat(done).containsExactly("b", "end of b");
            outer.rollback();
            assertThat(done).containsExactly("b", "end of b", "end of a", "end of b");
        }
    }

    @Nested
    class HowItEnds {
        @Test
        void commit_doesTheWorkAfterTheCommit_once() throws SQLException {
            Connection connection = begun();
            postpone("a");
            postpone("a");
            jdbc.atCommit = () -> assertThat(done).isEmpty();
            connection.commit();
            assertThat(done).containsExactly("a", "end of a");
            jdbc.atCommit = () -> {};
            connection.commit();
            connection.setAutoCommit(true);
            connection.close();
            assertThat(done).containsExactly("a", "end of a");
        }

        @Test
        void rollback_dropsIt() throws SQLException {
            Connection connection = begun();
            postpone("a");
            connection.rollback();
            assertThat(done).containsExactly("end of a");
            connection.close();
            assertThat(done).containsExactly("end of a");
        }

        @Test
        void rollbackToASavepoint_isNoEnd() throws SQLException {
            Connection connection = begun();
            postpone("a");
            connection.rollback((Savepoint) null);
            connection.createStatement().execute("rollback to savepoint s");
            assertThat(done).isEmpty();
            connection.commit();
            assertThat(done).containsExactly("a", "end of a");
        }

        @Test
        void autoCommitOnAgain_commits() throws SQLException {
            Connection connection = begun();
            postpone("a");
            connection.setAutoCommit(true);
            assertThat(done).containsExactly("a", "end of a");
            assertThat(postpone("b")).isFalse();
        }

        @Test
        void close_leavesItUnknown_soItIsDone() throws SQLException {
            Connection connection = begun();
            postpone("a");
            connection.close();
            assertThat(done).containsExactly("a", "end of a");
            assertThat(postpone("b")).isFalse();
        }

        @Test
        void aCommitThatThrows_leavesItUnknown_andAnEndIsStillToCome() throws SQLException {
            Connection connection = begun();
            postpone("a");
            jdbc.failing = "commit";
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            assertThat(done).containsExactly("a");
            assertThat(transactions.seesUncommitted()).isTrue();
            jdbc.failing = null;
            connection.rollback();
            assertThat(done).containsExactly("a", "end of a");
        }

        @Test
        void aRollbackThatThrows_leavesItUnknown() throws SQLException {
            Connection connection = begun();
            postpone("a");
            jdbc.failing = "rollback";
            assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
            assertThat(done).containsExactly("a");
        }

        @Test
        void anotherThreadMayEndIt() throws SQLException {
            Connection connection = begun();
            postpone("a");
            CompletableFuture.runAsync(() -> {
                        try {
                            connection.commit();
                        } catch (SQLException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .join();
            assertThat(done).containsExactly("a", "end of a");
            assertThat(postpone("b")).isFalse();
        }

        @Test
        void aConnectionClosedBehindOurBack_endsIt() throws SQLException {
            Connection connection = begun();
            postpone("a");
            Object begun = transactions.enter(JdbcCall.QUERY, new Object(), null);
            connection.close(); // Inside another call, where a close does not count.
            transactions.exit(begun, null, null);
            assertThat(done).isEmpty();
            assertThat(postpone("b")).isFalse();
            assertThat(done).containsExactly("a", "end of a");
        }

        @Test
        void oneWorkThatFails_keepsNothingElseFromBeingDone() throws SQLException {
            Connection connection = begun();
            Postponed failing = new Postponed() {
                @Override
                public void run() {
                    throw new IllegalStateException("secret");
                }

                @Override
                public void end() {
                    done.add("end");
                }
            };
            transactions.current().forEach(each -> each.postponed("failing", () -> failing));
            postpone("a");
            connection.commit();
            assertThat(done).containsExactly("end", "a", "end of a");
            assertThat(lines)
                    .singleElement()
                    .asString()
                    .contains("IllegalStateException")
                    .doesNotContain("secret");
        }

        @Test
        void leaving_doesAllThatWaits() throws SQLException {
            begun();
            postpone("a");
            transactions.close();
            assertThat(done).containsExactly("a", "end of a");
            begun();
            assertThat(postpone("b")).isFalse();
        }
    }

    @Nested
    class Proxies {
        private Connection physical = jdbc.driver();

        @Test
        void ofNestedProxies_onlyTheOutermostCounts() throws SQLException {
            Connection connection = jdbc.pooled(jdbc.pooled(physical, true), false);
            connection.setAutoCommit(false);
            postpone("a");
            connection.commit();
            assertThat(done).containsExactly("a", "end of a");
        }

        @Test
        void theInnerOneMayBeCommitted_ofWhatTheOuterOneHasBegun() throws SQLException {
            Connection outer = jdbc.pooled(physical, true);
            update(outer);
            outer.setAutoCommit(false);
            postpone("a");
            physical.commit();
            assertThat(done).containsExactly("a", "end of a");
        }

        @Test
        void theOuterOneMayBeCommitted_ofWhatTheInnerOneHasBegun() throws SQLException {
            physical.setAutoCommit(false);
            Connection outer = jdbc.pooled(physical, true);
            update(outer);
            postpone("a");
            outer.commit();
            assertThat(done).containsExactly("a", "end of a");
        }

        @Test
        void aCommitThatIsSwallowed_isNone() throws SQLException {
            Connection managers = jdbc.pooled(physical, true);
            managers.setAutoCommit(false);
            Connection application = jdbc.managed(managers);
            application.prepareStatement("update t set x = 1").executeUpdate();
            postpone("a");
            application.commit();
            application.close();
            assertThat(done).isEmpty();
            managers.commit();
            assertThat(done).containsExactly("a", "end of a");
        }

        @Test
        void aProxyOfAConnectionThatAPoolHasPrepared_isClosedWithoutAWord() throws Exception {
            physical.setAutoCommit(false);
            Connection connection = jdbc.pooled(physical, false);
            connection.getAutoCommit();
            assertThat(transactions.current()).allMatch(Transaction::isMeant).isNotEmpty();
            connection.close();
            assertThat(transactions.current()).noneMatch(Transaction::isMeant);
        }

        @Test
        void aProxyOfAConnectionThatAPoolHasPreparedOnItsOwnThread_isTheOneToBeClosed() throws Exception {
            CompletableFuture.runAsync(() -> {
                        try {
                            physical.setAutoCommit(false);
                        } catch (SQLException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .join();
            Connection connection = jdbc.pooled(physical, false);
            connection.getAutoCommit();
            postpone("a");
            connection.close();
            assertThat(done).containsExactly("a", "end of a");
            assertThat(transactions.current()).isEmpty();
        }

        @Test
        void aProxyOfManyConnections_isOfTheOneThatItReaches() throws SQLException {
            ThreadLocal<Connection> current = new ThreadLocal<>();
            Connection facade = jdbc.facade(current::get);
            current.set(begun());
            update(facade);
            postpone("a");
            CompletableFuture.runAsync(() -> {
                        try {
                            current.set(begun());
                            update(facade);
                            postpone("b");
                            facade.commit();
                        } catch (SQLException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .join();
            assertThat(done).containsExactly("b", "end of b");
            facade.commit();
            assertThat(done).containsExactly("b", "end of b", "a", "end of a");
        }

        @Test
        void ofTwoTransactionsBehindOneProxy_theOneThatIsReachedEnds() throws SQLException {
            Connection[] current = {begun()};
            Connection facade = jdbc.facade(() -> current[0]);
            update(facade);
            postpone("a");
            Connection outer = current[0];
            current[0] = begun();
            update(facade);
            facade.commit();
            assertThat(done).isEmpty();
            current[0] = outer;
            facade.commit();
            assertThat(done).containsExactly("a", "end of a");
        }

        @Test
        void aPoolThatRollsBackWhatIsLeftOpen_tellsTheOutcome() throws SQLException {
            Connection connection = jdbc.pooled(physical, true);
            connection.setAutoCommit(false);
            postpone("a");
            connection.close();
            assertThat(done).containsExactly("end of a");
        }

        @Test
        void aPoolThatDoesNothing_doesNot() throws SQLException {
            Connection connection = jdbc.pooled(physical, false);
            connection.setAutoCommit(false);
            postpone("a");
            connection.close();
            assertThat(done).containsExactly("a", "end of a");
            assertThat(postpone("b")).isFalse();
        }
    }

    @Nested
    class WhatItSees {
        @Test
        void afterAChange_uncommittedRows_untilTheEnd() throws SQLException {
            Connection connection = begun();
            connection.createStatement().executeQuery("select 1");
            connection.prepareStatement("select 1").executeQuery();
            assertThat(transactions.seesUncommitted()).isFalse();
            update(connection);
            assertThat(transactions.seesUncommitted()).isTrue();
            assertThat(CompletableFuture.supplyAsync(transactions::seesUncommitted)
                            .join())
                    .isFalse();
            connection.commit();
            assertThat(transactions.seesUncommitted()).isFalse();
        }

        @Test
        void aStatementKeptOverTheCommit_isSeenAgain() throws SQLException {
            Connection connection = begun();
            PreparedStatement kept = connection.prepareStatement("update t set x = 1");
            kept.executeUpdate();
            connection.commit();
            assertThat(postpone("a")).isFalse();
            kept.executeUpdate();
            assertThat(transactions.seesUncommitted()).isTrue();
            assertThat(postpone("a")).isTrue();
        }

        @Test
        void aQueryThatWrites_isAChange() throws SQLException {
            Connection connection = begun();
            connection.prepareStatement("insert into t values (1) returning id").executeQuery();
            assertThat(transactions.seesUncommitted()).isTrue();
        }

        @Test
        void anythingThatWaits_isAsGoodAsAChange() throws SQLException {
            begun();
            assertThat(transactions.seesUncommitted()).isFalse();
            postpone("a");
            assertThat(transactions.seesUncommitted()).isTrue();
        }

        @Test
        void itBeganWithItsFirstCall() throws SQLException {
            assertThat(transactions.began()).isEqualTo(Transactions.NEVER);
            transactions.sequence().set(7);
            Connection connection = begun();
            transactions.sequence().set(9);
            connection.createStatement().executeQuery("select 1");
            assertThat(transactions.began()).isEqualTo(7);
            connection.commit();
            connection.createStatement().executeQuery("select 1");
            assertThat(transactions.began()).isEqualTo(9);
        }
    }

    @Nested
    class Global {
        @Test
        void whatHappensInside_waitsForNothing_andIsToldOnce() throws Exception {
            jdbc.global(true);
            Connection connection = begun();
            update(connection);
            assertThat(postpone("a")).isFalse();
            assertThat(transactions.seesUncommitted()).isTrue();
            jdbc.global(false);
            jdbc.global(true);
            jdbc.global(false);
            assertThat(lines).singleElement().asString().contains("XA").contains("at once");
            assertThat(transactions.seesUncommitted()).isFalse();
        }

        @Test
        void anEndThatIsMissed_isOverWithTheNextLocalCommit() throws Exception {
            jdbc.global(true);
            jdbc.driver().commit();
            begun();
            assertThat(postpone("a")).isTrue();
        }
    }
}
