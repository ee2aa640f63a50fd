package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.control.Finding;
import dev.tiercel.control.Finding.Level;
import dev.tiercel.testkit.ClusteredRedis;
import dev.tiercel.testkit.ProxiedRedis;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.ReplicatedRedis;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the doctor finds at real servers. */
class CheckupTest {

    private static List<Finding> check(String url, String... settings) {
        return Checkup.run(Configs.byUrl(url, settings), "tiercel:");
    }

    private static void assertFound(List<Finding> all, Level level, String... words) {
        assertThat(all).anySatisfy(each -> {
            assertThat(each.level()).isEqualTo(level);
            assertThat(each.toString()).contains(words);
        });
    }

    private static void assertNothingWrong(List<Finding> all) {
        assertThat(all).noneMatch(each -> each.level() == Level.ERROR);
    }

    @Test
    void switchedOff_isSaid() {
        RedisConfig on = RedisConfig.DEFAULT;
        RedisConfig off = new RedisConfig(false, on.target(), on.login(), on.tls(), on.times(), on.requestQueue());

        assertFound(Checkup.run(off, "tiercel:"), Level.INFO, "redis.enabled is false");
    }

    @Test
    void nothingListening_isAnErrorWithAdvice() {
        int port = RedisServer.freePort();

        List<Finding> found = check("redis://127.0.0.1:" + port);

        assertThat(found).singleElement().satisfies(each -> {
            assertThat(each.level()).isEqualTo(Level.ERROR);
            assertThat(each.subject()).isEqualTo("address 127.0.0.1:" + port);
            assertThat(each.finding()).isEqualTo("connection refused");
            assertThat(each.advice()).contains("redis.host");
        });
    }

    @Nested
    class OfOneServer {
        private static RedisServer server;

        @BeforeAll
        static void start() {
            server = RedisServer.start(RedisServer.Options.DEFAULT.withPassword("s3cret"));
        }

        @AfterAll
        static void stop() {
            server.close();
        }

        @AfterEach
        void heal() {
            server.heal();
        }

        private List<Finding> checked(String login, String... settings) {
            List<Finding> found = check("redis://" + login + "127.0.0.1:" + server.port(), settings);
            assertThat(found).noneMatch(each -> each.toString().contains("s3cret"));
            return found;
        }

        @Test
        void allIsWell() {
            List<Finding> found = checked(":s3cret@");

            assertNothingWrong(found);
            assertFound(found, Level.OK, "topology", "standalone");
            assertFound(found, Level.OK, "server 127.0.0.1:" + server.port(), "Redis ", "master");
            assertFound(found, Level.OK, "a PING takes");
            assertFound(found, Level.OK, "has all rights");
            assertThat(server.command("KEYS", "*")).as("what is left behind").isEqualTo(List.of());
        }

        @Test
        void aWrongPassword_andNone_areErrors() {
            assertFound(checked(":no@"), Level.ERROR, "wrong password (WRONGPASS)", "redis.password");
            assertFound(checked(""), Level.ERROR, "wrong password (NOAUTH)", "redis.password");
        }

        @Test
        void settingsThatHurt_areWarnedOf() {
            server.configure("maxmemory", "100mb");
            server.configure("maxmemory-policy", "noeviction");
            server.configure("client-output-buffer-limit", "pubsub 1000 0 0");
            server.configure("appendonly", "yes");

            List<Finding> found = checked(":s3cret@");

            assertFound(found, Level.WARN, "noeviction", "volatile-lru");
            assertFound(found, Level.WARN, "subscribers are cut at 1000 bytes");
            assertFound(found, Level.INFO, "keeps its data on a disk");
            server.configure("appendonly", "no");
        }

        @Test
        void noLimitOfMemory_isWarnedOf() {
            server.configure("maxmemory", "0");
            server.configure("client-output-buffer-limit", "pubsub 0 0 0");

            List<Finding> found = checked(":s3cret@");

            assertFound(found, Level.WARN, "maxmemory is not set");
            assertFound(found, Level.WARN, "no limit");
        }

        @Test
        void missingRights_areNamedAllAtOnce_asTheyAreGranted() {
            String needed = "+get +mget +set +unlink +scan +hgetall +hmget +hset +hsetnx +hlen +eval +ping +time +info"
                    + " +role +client|id +client|kill +publish +subscribe";
            server.command("ACL", "SETUSER", "app", "reset", "on", ">s3cret", "~tiercel:*", "&tiercel:*");
            for (String right : needed.split(" ")) {
                server.command("ACL", "SETUSER", "app", right);
            }
            assertNothingWrong(checked("app:s3cret@"));

            server.command("ACL", "SETUSER", "app", "-eval", "-publish", "-scan", "resetchannels");
            assertFound(
                    checked("app:s3cret@"),
                    Level.ERROR,
                    "no right to &tiercel:* +eval +publish +scan",
                    "ACL SETUSER app &tiercel:* +eval");

            server.command("ACL", "SETUSER", "app", "resetkeys", "~other:*");
            assertFound(checked("app:s3cret@"), Level.ERROR, "~tiercel:*");
        }

        @Test
        void aTopologyThatItIsNot_isAnError() {
            assertFound(
                    checked(":s3cret@", "redis.topology=cluster"),
                    Level.ERROR,
                    "redis.topology is cluster, but it is standalone");
        }

        @Test
        void oneOfTwoAddressesAway_isAWarning() {
            int nobody = RedisServer.freePort();

            List<Finding> found = check("redis://:s3cret@127.0.0.1:" + server.port() + ",127.0.0.1:" + nobody);

            assertNothingWrong(found);
            assertFound(found, Level.WARN, "address 127.0.0.1:" + nobody, "connection refused");
        }
    }

    @Test
    void nodesBehindAProxy_areAllFound_andOneThatIsMissing() {
        try (ProxiedRedis redis = ProxiedRedis.start()) {
            List<Finding> found = check(redis.uri());
            assertNothingWrong(found);
            assertFound(found, Level.OK, "topology", "proxied");
            assertThat(found)
                    .filteredOn(each -> each.finding().contains("has all rights"))
                    .hasSize(2);

            assertFound(check(redis.uri(), "redis.topology=standalone"), Level.ERROR, "but it is proxied");
            assertFound(check(redis.uri(), "redis.expected-nodes=3"), Level.ERROR, "2 of 3 nodes");
        }
    }

    @Test
    void aCluster_isLookedAtWhole() {
        try (ClusteredRedis redis = ClusteredRedis.start()) {
            List<Finding> found = check(redis.uri());

            assertNothingWrong(found);
            assertFound(found, Level.OK, "cluster_state is ok");
            assertFound(found, Level.OK, "3 masters, 3 replicas");
            assertThat(found)
                    .filteredOn(each -> each.finding().startsWith("Redis "))
                    .hasSize(6);
        }
    }

    @Test
    void aMasterItsReplicasAndSentinels_areLookedAt() {
        try (ReplicatedRedis redis = ReplicatedRedis.start()) {
            redis.master().configure("min-replicas-to-write", "0");

            List<Finding> found = check(redis.uri());

            assertNothingWrong(found);
            assertFound(found, Level.OK, "topology", "replicated");
            assertFound(found, Level.OK, "watched by 3 Sentinels, the quorum is 2");
            assertFound(found, Level.WARN, "min-replicas-to-write is 0");
            assertFound(found, Level.OK, ", replica");
        }
    }
}
