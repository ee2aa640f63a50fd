package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;

/** The program {@code scenario.Faulty} with an agent beside ours that has methods of ours fail. */
final class Faults {
    private final Path agent;
    private final Path point;
    private final String expected;

    /** @param folder where the other agent is put */
    Faults(Path folder) {
        agent = folder.resolve("faults.jar");
        point = folder.resolve("point.jar");
        try (Jars jar = Jars.at(
                agent,
                Map.of(
                        "Premain-Class", "faults.FaultAgent",
                        "Can-Retransform-Classes", "true",
                        "Class-Path", ForkedJvm.placeOf(ByteBuddy.class).toUri().toString()))) {
            jar.folder("faults/", ForkedJvm.SCENARIOS.resolve("faults"));
        }
        try (Jars jar = Jars.at(point, Map.of())) {
            Path alone = Files.createDirectory(folder.resolve("point"));
            Files.copy(ForkedJvm.SCENARIOS.resolve("faults/Point.class"), alone.resolve("Point.class"));
            jar.folder("faults/", alone);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> bare = ForkedJvm.of("scenario.Faulty")
                .withoutAgent()
                .classPath(List.of(ForkedJvm.SCENARIOS, ForkedJvm.API, ForkedJvm.placeOf(ByteBuddy.class)))
                .run()
                .well()
                .said("=");
        assertThat(bare).hasSize(1);
        expected = bare.get(0);
    }

    /** The program, to be told what fails. */
    ForkedJvm program(Jdk jdk) {
        return beside(ForkedJvm.of(jdk, "scenario.Faulty"))
                .property("tiercel.defaults.budget", "300ms")
                .property("tiercel.redis.deadline", "2s")
                .option("-XX:TieredStopAtLevel=1") // Whose classes live for two talks: else most of its time is C2's.
                .option("-XX:+UseSerialGC")
                .verifyingAll();
    }

    /** Another program, with that agent. */
    ForkedJvm beside(ForkedJvm other) {
        return other.agentBefore("-javaagent:" + agent + "=" + point);
    }

    /** All its talks are those that it has without any agent. */
    void assertUnharmed(Ended ended, int talks) {
        assertThat(ended.said("=")).as(ended::toString).hasSize(talks).allSatisfy(talk -> assertThat(talk)
                .startsWith(expected));
    }
}
