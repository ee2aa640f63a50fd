package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape of method is cached, and does what it does without the agent. */
class MethodShapesIT {
    /** Bodies of constructors before super(). */
    private static final int FIRST_WITH_ALL_OF_NEWEST = 25;

    @TempDir
    Path classes;

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

    /** The same methods in class files of another compiler, and of the newest version; none, where this machine has none. */
    static Stream<Jdk> newest() {
        return Jdks.from(FIRST_WITH_ALL_OF_NEWEST).stream();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("newest")
    void asANewerCompilerMakesThem_theyDoWhatTheyDoWithoutTheAgent(Jdk jdk) {
        List<Path> classPath = List.of(compiledBy(jdk), ForkedJvm.API);
        for (String main : List.of("scenario.Shapes", "newest.Newest")) {
            ForkedJvm program = ForkedJvm.of(jdk, main).classPath(classPath);
            Ended without = ForkedJvm.of(jdk, main)
                    .classPath(classPath)
                    .withoutAgent()
                    .run()
                    .well();
            Ended with = program.withoutRedis().verifyingAll().run().well();

            assertThat(with.said("=")).isNotEmpty().isEqualTo(without.said("="));
            assertThat(with.said("NOT")).isEmpty();
            assertThat(with.said("once")).allMatch(line -> line.endsWith(" 1"), "ran once");
            with.assertThatErr().isEmpty();
            if (main.equals("newest.Newest")) {
                assertThat(with.said("bodies"))
                        .as(with::toString)
                        .filteredOn(line -> !line.endsWith(" 1"))
                        .containsExactly("both 3", "unknown 2", "failing 2");
            }
        }
    }

    private Path compiledBy(Jdk jdk) {
        Path newest = Compiled.SOURCES.resolve("newest/Newest.java");
        Path sources = Compiled.SOURCES.resolveSibling("java");
        Compiled.by(
                jdk,
                "-proc:none",
                "-parameters",
                "-d",
                classes.toString(),
                "-cp",
                ForkedJvm.API.toString(),
                "-sourcepath",
                sources.toString(),
                sources.resolve("InDefaultPackage.java").toString(),
                sources.resolve("scenario/Shapes.java").toString(),
                newest.toString());
        return classes;
    }
}
