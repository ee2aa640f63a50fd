package dev.tiercel.benchmarks.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The short form of the proof: a run of the cells that have the most to say, with the built agent. {@code ./coherence} is the
 * long one. The bound is a wide one, because a build may run beside anything: what never ends is found all the same.
 */
class CoherenceIT {
    private static final Path AGENT = Path.of("../../agent/dist/target/tiercel-agent.jar")
            .toAbsolutePath()
            .normalize();

    private static final String BOUND_MILLIS = "2000";

    @ParameterizedTest
    @ValueSource(strings = {"standalone/storm", "replicated/unreplicated", "cluster/killed", "proxied-2/killed"})
    void nobodyServesWhatWasInvalidated(String cell) throws Exception {
        assertThat(AGENT).as("built by `mvn verify`").isRegularFile();
        Plan plan = Plan.parse(
                new String[] {"--agent", AGENT.toString(), "--quick", "--cell", cell, "--bound", BOUND_MILLIS});
        assertThat(CoherenceProof.run(plan)).isEmpty();
    }

    /** L1 alone, and no word between the instances. */
    @Test
    void instancesThatDoNotHearOfEachOtherAreCaught() throws Exception {
        Plan plan = Plan.parse(new String[] {
            "--agent", AGENT.toString(), "--quick", "--cell", "standalone/none", "-Dtiercel.redis.enabled=false"
        });
        assertThat(CoherenceProof.run(plan))
                .anySatisfy(wrong -> assertThat(wrong).contains(" stale, ").contains(" still stale at the end"));
    }
}
