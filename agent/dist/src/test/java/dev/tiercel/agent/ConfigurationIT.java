package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user may write in the configuration, right and wrong, and what becomes of the application. */
class ConfigurationIT {
    private static final List<String> CACHED = List.of("first 1", "second 1");
    private static final List<String> UNCACHED = List.of("first 2", "second 2");
    private static final List<String> FIRST_LEFT_ALONE = List.of("first 2", "second 1");

    @TempDir
    Path temp;

    private static ForkedJvm plain() {
        return ForkedJvm.of("scenario.Plain").withoutRedis();
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_PORT, abc, redis.port, abc, 65535",
        "TIERCEL_REDIS_DEADLINE, 5, redis.deadline, 5, 1m",
        "TIERCEL_DEFAULTS_TTL, soon, defaults.ttl, soon, 5m",
        "CACHE_SIZE_MB, -1, l1.max-bytes, -1, megabytes",
    })
    void aWrongValue_isOneLine_andTheApplicationRunsUncached(
            String variable, String value, String key, String shown, String allowed) {
        Ended ended = plain().environment(variable, value).run().well();

        ended.assertThatErr().hasSize(1);
        assertThat(ended.err().get(0))
                .startsWith("[tiercel] ERROR ")
                .contains(key, shown, variable, allowed, "uncached")
                .doesNotContain("Exception");
        assertThat(ended.said("once")).isEqualTo(UNCACHED);
    }

    @Test
    void aWrongProperty_isOneLine_andTheApplicationRunsUncached() {
        Ended ended = plain().property("tiercel.redis.deadline", "5").run().well();

        ended.assertThatErr().hasSize(1);
        assertThat(ended.err().get(0)).startsWith("[tiercel] ERROR ").contains("redis.deadline", "\"5\"", "500ms");
        assertThat(ended.said("once")).isEqualTo(UNCACHED);
    }

    @Test
    void strict_endsTheProcessBeforeMain() {
        Ended ended = plain().property("tiercel.strict", "true")
                .environment("REDIS_PORT", "abc")
                .run();

        assertThat(ended.exit()).as(ended::toString).isEqualTo(1);
        ended.assertThatOut().isEmpty();
        ended.assertThatErr().hasSize(1);
        assertThat(ended.err().get(0)).startsWith("[tiercel] ERROR ").contains("redis.port", "abc", "strict");
    }

    @Test
    void strict_withARightConfiguration_changesNothing() {
        Ended ended = plain().property("tiercel.strict", "true").run().well();

        assertThat(ended.said("once")).isEqualTo(CACHED);
        ended.assertThatErr().isEmpty();
    }

    @Test
    void anUnknownKey_isWarnedOf_withTheNearestName() {
        Ended ended = plain().property("tiercel.redis.prot", "6379").run().well();

        ended.assertThatErr().hasSize(1);
        assertThat(ended.err().get(0)).startsWith("[tiercel] WARN ").contains("redis.prot", "redis.port");
        assertThat(ended.said("once")).isEqualTo(CACHED);
    }

    @Test
    void aCacheThatIsSwitchedOff_isLeftAlone_howeverThatIsSaid() throws IOException {
        String yaml = "tiercel:\n  caches:\n    first:\n      enabled: false\n";
        Path file = Files.writeString(temp.resolve("given.yaml"), yaml);
        Files.writeString(temp.resolve("tiercel.yaml"), yaml);

        for (ForkedJvm program : List.of(
                plain().property("tiercel.caches.first.enabled", "false"),
                plain().environment("TIERCEL_CACHES_FIRST_ENABLED", "false"),
                plain().agentArgument("caches.first.enabled=false"),
                plain().property("tiercel.config", file.toString()),
                plain().environment("TIERCEL_CONFIG", file.toString()),
                plain().agentArgument(file.toString()),
                plain().agentArgument("config=" + file),
                plain().classPath(List.of(ForkedJvm.SCENARIOS, ForkedJvm.API, temp)))) {
            Ended ended = program.run().well();
            assertThat(ended.said("once")).as(ended::toString).isEqualTo(FIRST_LEFT_ALONE);
            ended.assertThatErr().isEmpty();
        }
    }

    @Test
    void aFileThatIsNotThere_isAnError() {
        Ended ended = plain().property(
                        "tiercel.config", temp.resolve("none.yaml").toString())
                .run()
                .well();

        ended.assertThatErr().hasSize(1);
        assertThat(ended.err().get(0)).startsWith("[tiercel] ERROR ").contains("none.yaml", "does not exist");
        assertThat(ended.said("once")).isEqualTo(UNCACHED);
    }

    @Test
    void aPropertyWinsOverTheFile() throws IOException {
        Path file = Files.writeString(
                temp.resolve("given.yaml"), "caches:\n  first:\n    enabled: false\n  second:\n    enabled: false\n");

        Ended ended = plain().property("tiercel.config", file.toString())
                .property("tiercel.caches.first.enabled", "true")
                .run()
                .well();

        assertThat(ended.said("once")).isEqualTo(List.of("first 1", "second 2"));
    }
}
