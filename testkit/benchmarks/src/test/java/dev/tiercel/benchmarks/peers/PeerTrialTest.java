package dev.tiercel.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** That the harness runs, by hand alone; not what it measures. */
class PeerTrialTest {

    @Test
    void byHand_loadsOnceAndAnswersWithoutRedis() throws Exception {
        try (RedisServer redis = RedisServer.start();
                TrialProcess process = new TrialProcess(command(redis))) {
            assertThat(answer(process, "calls 3")).hasSize(3).allMatch(cost -> cost > 0);
            assertThat(redis.command("DBSIZE")).isEqualTo(3L);

            assertThat(answer(process, "stampede 8")).first().isEqualTo(1L);

            redis.kill();
            assertThat(answer(process, "calls 3")).hasSize(3).allMatch(cost -> cost > 0);
        }
    }

    private static List<Long> answer(TrialProcess process, String words) throws IOException {
        return LongStream.of(process.ask(words)).boxed().toList();
    }

    private static List<String> command(RedisServer redis) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m"));
        command.addAll(new Setting(true, true, redis.host(), redis.port(), 100, Duration.ofSeconds(2)).arguments());
        command.add("-Dpeers.class=" + HandWritten.class.getName());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PeerTrial.class.getName()));
        return command;
    }
}
