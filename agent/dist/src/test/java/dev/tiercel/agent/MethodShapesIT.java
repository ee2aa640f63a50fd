package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape of method is cached, and does what it does without the agent. */
class MethodShapesIT {

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void cachedMethods_runOnce_andReturnWhatTheyReturnWithoutTheAgent(Jdk jdk) {
        Ended with = ForkedJvm.of(jdk, "scenario.Shapes")
                .withoutRedis()
                .verifyingAll()
                .run()
                .well();
        Ended without =
                ForkedJvm.of(jdk, "scenario.Shapes").withoutAgent().run().well();

        assertThat(with.said("NOT")).isEmpty();
        assertThat(with.said("once")).hasSizeGreaterThan(100).allMatch(line -> line.endsWith(" 1"), "ran once");
        assertThat(with.said("every")).isNotEmpty().allMatch(line -> line.endsWith(" 2"), "ran every time");
        assertThat(with.said("=")).isEqualTo(without.said("="));
        with.assertThatErr().isEmpty();

        List<String> bare = without.said("once");
        assertThat(bare).allMatch(line -> line.endsWith(" 2"), "runs twice without the agent");
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void changes_dropOrReplaceWhatIsCached(Jdk jdk) {
        Ended with = ForkedJvm.of(jdk, "scenario.Changes")
                .withoutRedis()
                .verifyingAll()
                .run()
                .well();

        assertThat(with.said("NOT")).isEmpty();
        assertThat(with.said("ok")).hasSizeGreaterThan(20);
        with.assertThatErr().isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void bodiesOfEveryKind_runOnOurThreads_whereAStaleEntryStandsInForThem(Jdk jdk) {
        Ended with = ForkedJvm.of(jdk, "scenario.Background")
                .withoutRedis()
                .verifyingAll()
                .run()
                .well();

        assertThat(with.said("NOT")).as(with::toString).isEmpty();
        assertThat(with.said("ok")).hasSize(29);
        with.assertThatErr().isEmpty();
    }
}
