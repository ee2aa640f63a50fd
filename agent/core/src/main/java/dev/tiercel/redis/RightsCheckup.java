package dev.tiercel.redis;

import dev.tiercel.config.ReadFrom;
import dev.tiercel.config.RedisTopology;
import dev.tiercel.control.Finding;
import dev.tiercel.l2.L2Failure;
import io.lettuce.core.KillArgs;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Whether our user may do on a server what the agent needs. It is tried, on a key of its own: to ask for rights
 * ({@code ACL}) is a right that such a user hardly has. Whatever else is wrong with a command, rights come first.
 */
final class RightsCheckup {
    private static final byte[] NOTHING = {0};

    private final CheckupSession session;
    private final String subject;
    private final RedisAsyncCommands<String, byte[]> redis;
    private final RedisTopology topology;
    private final String key;
    private final TreeSet<String> missing = new TreeSet<>();

    RightsCheckup(CheckupSession session, String subject, Wire wire, RedisTopology topology) {
        this.session = session;
        this.subject = subject;
        this.redis = wire.commands();
        this.topology = topology;
        this.key = session.prefix() + "~checkup:" + UUID.randomUUID();
    }

    void run() {
        reads();
        writes();
        others();
        channel();
        String user = String.valueOf(session.config().login());
        if (missing.isEmpty()) {
            session.add(Finding.ok(subject, user + " has all rights that are needed"));
            return;
        }
        session.add(Finding.error(
                subject,
                user + " has no right to " + String.join(" ", missing),
                "ACL SETUSER " + session.config().login().user() + " " + String.join(" ", missing)));
    }

    private void reads() {
        allowed(redis.get(key));
        allowed(redis.mget(key));
        allowed(redis.hgetall(key));
        allowed(redis.hmget(key, "field"));
        allowed(redis.hlen(key));
        allowed(redis.scan(ScanCursor.INITIAL, ScanArgs.Builder.limit(1)));
    }

    private void writes() {
        // A text, so that what is for hashes changes nothing; only where it stands, for they would make one without an
        // end.
        if (allowed(redis.set(key, NOTHING, SetArgs.Builder.px(10_000)))) {
            allowed(redis.hset(key, "field", NOTHING));
            allowed(redis.hsetnx(key, "field", NOTHING));
        }
        if (topology == RedisTopology.PROXIED) {
            allowed(redis.pexpire(key, 10_000));
        }
        allowed(redis.eval("return 1", ScriptOutputType.INTEGER, key));
        allowed(redis.unlink(key));
    }

    private void others() {
        allowed(redis.ping());
        allowed(redis.time());
        allowed(redis.info("server"));
        allowed(redis.role());
        allowed(redis.clientId());
        allowed(redis.clientKill(KillArgs.Builder.id(Long.MAX_VALUE)));
        if (topology == RedisTopology.CLUSTER) {
            allowed(redis.clusterNodes());
            allowed(redis.asking());
        }
        boolean replicas = session.config().target().readFrom() == ReadFrom.REPLICA;
        if (topology == RedisTopology.CLUSTER && replicas) {
            allowed(redis.readOnly());
        }
    }

    /** Nobody listens to the channel that is published to; to our own an instance would hear what it cannot read. */
    private void channel() {
        try {
            session.await(session.subscription(session.config().target().nodes().get(0)))
                    .end()
                    .run();
        } catch (L2Failure why) {
            if (why.reason().contains("NOPERM")) {
                missing.add(why.reason().contains("channel") ? "&" + session.prefix() + "*" : "+subscribe");
            }
        }
        RedisTrouble denied = denied(redis.publish(session.prefix() + "~checkup", NOTHING));
        if (denied != null && !denied.detail().equals(RedisTrouble.CHANNEL)) {
            missing.add("+publish");
        }
    }

    private boolean allowed(CompletionStage<?> command) {
        RedisTrouble denied = denied(command);
        if (denied != null) {
            missing.add(denied.detail().isEmpty() ? "~" + session.prefix() + "*" : RedisTrouble.right(denied.detail()));
        }
        return denied == null;
    }

    /** Null: it is allowed, whatever came of it. */
    private @Nullable RedisTrouble denied(CompletionStage<?> command) {
        Optional<RedisTrouble> denied =
                session.await(command.handle((value, failure) -> failure != null && RedisTrouble.isDenied(failure)
                        ? Optional.of(RedisTrouble.of(failure))
                        : Optional.<RedisTrouble>empty()));
        return denied.orElse(null);
    }
}
