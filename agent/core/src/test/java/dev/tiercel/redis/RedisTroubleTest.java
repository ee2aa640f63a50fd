package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.redis.RedisTrouble.Reaction;
import io.lettuce.core.RedisCommandExecutionException;
import org.junit.jupiter.api.Test;

/** What servers of several versions say when a script fails; a server of one version is asked in the other tests. */
class RedisTroubleTest {
    /** As 6.2 says it. */
    private static final String WRAPPED =
            "ERR Error running script (call to f_be2beaca1cc56ac4b93922ed1e35d4c1e7061652): @user_script:13: @user_script: 13: ";

    private static RedisTrouble of(String reply) {
        return RedisTrouble.of(new RedisCommandExecutionException(reply));
    }

    private static void assertDeniedInScript(RedisTrouble trouble) {
        assertThat(trouble.reaction()).isEqualTo(Reaction.TELL);
        assertThat(trouble.failure().isOutage()).isFalse();
        assertThat(trouble.failure().reason()).isEqualTo("NOPERM: grant +mget +set +unlink +hset +hlen +publish");
    }

    @Test
    void failureInAScript_isTakenForWhatItIs() {
        RedisTrouble full = of(WRAPPED + "-OOM command not allowed when used memory > 'maxmemory'. ");
        assertThat(full.reaction()).isEqualTo(Reaction.PAUSE_FILLS);
        assertThat(full.failure().reason()).isEqualTo("OOM");
        RedisTrouble replica = of(WRAPPED + "-READONLY You can't write against a read only replica. ");
        assertThat(replica.reaction()).isEqualTo(Reaction.RECONNECT);
        assertThat(replica.failure().isOutage()).isTrue();
    }

    @Test
    void denialInAScript_isADenial() {
        assertDeniedInScript(of(WRAPPED + "The user executing the script can't run this command or subcommand"));
        assertDeniedInScript(of("ERR The user executing the script can't run this command or subcommand script:"
                + " be2beaca1cc56ac4b93922ed1e35d4c1e7061652, on @user_script:13."));
    }

    @Test
    void denialInAScriptThatNamesTheCommand_namesIt() {
        RedisTrouble denied = of("NOPERM ACL failure in script: User app has no permissions to run the 'set' command");
        assertThat(denied.reaction()).isEqualTo(Reaction.TELL);
        assertThat(denied.failure().reason()).isEqualTo("NOPERM: grant +set");
    }

    @Test
    void missingFence_isARefusal_inEveryVersion() {
        assertThat(of("NOFENCE").failure().isOutage()).isFalse();
        assertThat(of("ERR NOFENCE").failure().isOutage()).isFalse();
    }
}
