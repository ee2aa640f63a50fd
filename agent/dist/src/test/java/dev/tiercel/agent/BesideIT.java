package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside another agent, before and after it on the command line: both do what they do alone. */
class BesideIT {
    private static final Path AGENTS = Path.of("target/agents").toAbsolutePath();
    private static final Path JACOCO = AGENTS.resolve("jacoco-agent.jar");
    private static final Path OPEN_TELEMETRY = AGENTS.resolve("opentelemetry-agent.jar");

    /** The columns that count what was missed are all zero. */
    private static final String ALL_COVERED = ".*,scenario,Silent,0,\\d+,0,\\d+,0,\\d+,0,\\d+,0,\\d+";

    @TempDir
    Path temp;

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void jacoco_coversEveryLineOfAWovenClass(Jdk jdk) throws IOException {
        Path before = temp.resolve("before.exec");
        Path after = temp.resolve("after.exec");
        try (RunningJvm one = silent(jdk).agentBefore(jacoco(before)).start();
                RunningJvm other = silent(jdk).agentAfter(jacoco(after)).start()) {
            for (Ended ended : List.of(one.awaitEnd().well(), other.awaitEnd().well())) {
                ended.assertThatOut().isEmpty();
                ended.assertThatErr().isEmpty();
                ended.assertThatWoven().containsExactly("[tiercel] INFO Silent: find (scenario.Silent.find, shared)");
            }
        }
        assertThat(coverage(jdk, before)).last().asString().matches(ALL_COVERED);
        assertThat(coverage(jdk, after)).last().asString().matches(ALL_COVERED);
    }

    private static ForkedJvm silent(Jdk jdk) {
        return ForkedJvm.of(jdk, "scenario.Silent").withoutRedis().verifyingAll();
    }

    private static String jacoco(Path file) {
        return "-javaagent:" + JACOCO + "=jmx=false,includes=scenario.*,destfile=" + file;
    }

    /** What JaCoCo makes of its file and of the class as it was compiled. */
    private List<String> coverage(Jdk jdk, Path file) throws IOException {
        Path report = temp.resolve(file.getFileName() + ".csv");
        ForkedJvm.of(jdk, "org.jacoco.cli.internal.Main")
                .withoutAgent()
                .classPath(List.of(AGENTS.resolve("jacoco-cli.jar")))
                .arguments(
                        "report",
                        file.toString(),
                        "--classfiles",
                        ForkedJvm.SCENARIOS.resolve("scenario/Silent.class").toString(),
                        "--csv",
                        report.toString())
                .run()
                .well();
        return Files.readAllLines(report);
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void openTelemetry_tracesACachedMethod_andSeesNothingOfOurRedis(Jdk jdk) {
        try (RedisServer redis = RedisServer.start();
                RunningJvm one = traced(jdk, redis)
                        .agentBefore("-javaagent:" + OPEN_TELEMETRY)
                        .start();
                RunningJvm other = traced(jdk, redis)
                        .agentAfter("-javaagent:" + OPEN_TELEMETRY)
                        .start()) {
            for (RunningJvm program : List.of(one, other)) {
                program.awaitRedis();
                int id = program == one ? 1 : 2;
                assertThat(program.ask("find text " + id)).isEqualTo("LOADER row" + id);
                assertThat(program.ask("find text " + id)).isEqualTo("L1 row" + id);
                Ended ended = program.awaitEnd().well();
                ended.assertThatOut().hasSize(3);
                assertThat(ended.err())
                        .as(ended::toString)
                        .filteredOn(line -> line.contains("LoggingSpanExporter"))
                        .isNotEmpty()
                        .allMatch(line -> line.contains("'Shop.text'"));
                ended.assertThatErr()
                        .filteredOn(line -> line.contains("tiercel]"))
                        .allMatch(line -> line.startsWith("[tiercel] INFO "));
            }
        }
    }

    private static ForkedJvm traced(Jdk jdk, RedisServer redis) {
        return ForkedJvm.of(jdk, "scenario.Shop")
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.redis.deadline", "10s") // A busy machine is no outage.
                .property("otel.traces.exporter", "logging")
                .property("otel.metrics.exporter", "none")
                .property("otel.logs.exporter", "none")
                .property("otel.instrumentation.methods.include", "scenario.Shop[text]");
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void anotherCopyOfOurs_doesNothing_andSaysSo(Jdk jdk) throws IOException {
        String copy = "-javaagent:" + Files.copy(ForkedJvm.AGENT, temp.resolve("copy.jar"));
        try (RunningJvm one = plain(jdk).agentBefore(copy).start();
                RunningJvm other = plain(jdk).agentAfter(copy).start()) {
            for (Ended ended : List.of(one.awaitEnd().well(), other.awaitEnd().well())) {
                assertThat(ended.said("once")).isEqualTo(List.of("first 1", "second 1"));
                ended.assertThatErr()
                        .containsExactly(
                                "[tiercel] WARN the agent is on the command line twice; the second one does nothing");
            }
        }
    }

    private static ForkedJvm plain(Jdk jdk) {
        return ForkedJvm.of(jdk, "scenario.Plain").withoutRedis();
    }
}
