package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotations of other libraries, with what acts on them and without. */
class ForeignAnnotationsIT {
    private static final String KEEPS = "[tiercel] WARN Catalog.";

    @TempDir
    Path classes;

    /** Every JDK with every version of Spring. */
    static Stream<Arguments> springs() {
        return Jdks.all().stream()
                .flatMap(jdk -> Stream.of("spring6-libs", "spring7-libs").map(libs -> Arguments.of(jdk, libs)));
    }

    private static ForkedJvm program(Jdk jdk, String main, List<Path> classPath, String annotations) {
        return ForkedJvm.of(jdk, main).withoutRedis().classPath(classPath).property("tiercel.annotations", annotations);
    }

    /** All but what is cached how. */
    private static List<String> warnings(Ended ended) {
        return ended.err().stream()
                .filter(line -> !line.startsWith("[tiercel] INFO "))
                .toList();
    }

    @Nested
    class Jsr107 {
        @ParameterizedTest
        @MethodSource("dev.tiercel.agent.Jdks#all")
        void withoutAProvider_theAnnotationsAloneCache(Jdk jdk) {
            Ended ended = program(jdk, "jsr107.Main", classPath("spring6-libs"), "jsr107")
                    .verifyingAll()
                    .run()
                    .well();

            ended.assertThatOut()
                    .containsExactly(
                            "found one loads 1",
                            "self one loads 1",
                            "put put loads 1",
                            "removed removed loads 2",
                            "failed removed loads 2",
                            "evictFor failed but removed loads 3",
                            "noEvictFor failed but removed loads 3",
                            "all all loads 4",
                            "skipGet reloaded loads 5",
                            "ownKey by own key loads 6",
                            "key a1 loads 7");
            assertThat(warnings(ended))
                    .as(ended::toString)
                    .containsExactly(KEEPS + "removeByOwnKey is left alone: the provider of JSR-107 keeps it, for its"
                            + " cacheKeyGenerator is jsr107.OwnKeys; after each of its calls all of products is cleared"
                            + " here");
        }

        @ParameterizedTest
        @MethodSource("dev.tiercel.agent.ForeignAnnotationsIT#springs")
        void whereSpringActsOnThem_itKeepsNothingOfItsOwn(Jdk jdk, String libraries) {
            List<Path> classPath = classPath(libraries);
            Compiled.into(classes, "jcache", classPath, "--release", "17");

            Ended ended = program(jdk, "jcache.Main", classPath, "jsr107").run().well();

            ended.assertThatOut()
                    .containsExactly(
                            "proxied true",
                            "found one one loads 1",
                            "put put put loads 1",
                            "removed removed removed loads 2",
                            "all all all loads 3",
                            "spring 0");
        }

        private List<Path> classPath(String libraries) {
            List<Path> libs = Libraries.in(libraries);
            Compiled.into(classes, "jsr107", libs, "--release", "17");
            return Libraries.with(classes, libs);
        }
    }

    @Nested
    class Spring {
        /** What is the same whether Spring's own cache is active or not. */
        private static final List<String> ALWAYS = List.of(
                "find one one loads 1",
                "self one one loads 0",
                "optional one one loads 1",
                "absent Optional.empty Optional.empty loads 2",
                "small one one loads 1",
                "conditioned five five loads 2",
                "price one one loads 1",
                "update updated updated loads 1",
                "put put put loads 0",
                "updateAll all all loads 1",
                "updateBoth both both loads 1",
                "updateBothOptional both both loads 1",
                "change priced priced loads 1");

        @ParameterizedTest
        @MethodSource("dev.tiercel.agent.ForeignAnnotationsIT#springs")
        void withoutItsOwnCache_theAnnotationsAloneCache(Jdk jdk, String libraries) {
            Ended ended = program(jdk, "spring.Main", classPath(libraries), "spring")
                    .verifyingAll()
                    .run()
                    .well();

            ended.assertThatOut().startsWith("proxied false false").containsAll(ALWAYS);
            // What is left to Spring nobody caches, and its changes are seen here.
            ended.assertThatOut()
                    .endsWith(
                            "text priced priced loads 2",
                            "textAfterUpdate honoured honoured loads 1",
                            "if honoured honoured loads 2",
                            "ifAfterUpdate reached reached loads 2",
                            "left by text by text loads 1",
                            "textAfterLeft by text by text loads 2");
            assertThat(warnings(ended))
                    .as(ended::toString)
                    .containsExactlyInAnyOrder(
                            KEEPS
                                    + "findByText is left alone: Spring keeps it, for its key \"'x' + #id\" is more"
                                    + " than a parameter or its property",
                            KEEPS
                                    + "findIf is left alone: Spring keeps it, for its condition \"#root.methodName =="
                                    + " 'findIf'\" is more than we can say the same way",
                            KEEPS
                                    + "updateByText is left alone: Spring keeps it, for its key \"'x' + #id\" is more"
                                    + " than a parameter or its property; after each of its calls all of products is"
                                    + " cleared here",
                            KEEPS + "findAndEvict is left alone: Spring keeps it, for its annotations do more than to"
                                    + " read one cache; after each of its calls all of products is cleared here");
        }

        @ParameterizedTest
        @MethodSource("dev.tiercel.agent.ForeignAnnotationsIT#springs")
        void besideItsOwnCache_nothingIsKeptTwice_andNoChangeReachesOneOnly(Jdk jdk, String libraries) {
            Ended ended = program(jdk, "spring.Main", classPath(libraries), "spring")
                    .verifyingAll()
                    .arguments("cached")
                    .run()
                    .well();

            ended.assertThatOut().startsWith("proxied true true").containsAll(ALWAYS);
            ended.assertThatOut()
                    .endsWith(
                            // Spring's own from here,
                            "text priced priced loads 1",
                            "textAfterUpdate honoured honoured loads 1",
                            "if honoured honoured loads 1",
                            "ifAfterUpdate reached reached loads 1",
                            "left by text by text loads 1",
                            "textAfterLeft by text by text loads 1",
                            // and here are changes that only Spring knows.
                            "composed composed composed loads 1",
                            "evictedWithoutTheBody evicted evicted loads 1",
                            "inherited inherited x inherited x loads 1",
                            "spring {optional=[], other=[1], prices=[], products=[]}",
                            "left true",
                            "afterLeaving left left loads 1",
                            "springAfterLeaving {optional=[], other=[1], prices=[], products=[1]}");
            assertThat(ended.err())
                    .as(ended::toString)
                    .contains(
                            KEEPS + "updateComposed changes products in a way that only Spring knows; after each of its"
                                    + " calls all of it is cleared here",
                            "[tiercel] WARN Inheriting.update changes products in a way that only Spring knows; after"
                                    + " each of its calls all of it is cleared here");
        }

        @Test
        void aCacheThatIsSwitchedOffHere_isSprings() {
            Ended ended = program(Jdk.RUNNING, "spring.Main", classPath("spring6-libs"), "spring")
                    .property("tiercel.caches.products.enabled", "false")
                    .arguments("cached")
                    .run()
                    .well();

            ended.assertThatOut()
                    .contains("find one one loads 1", "update updated updated loads 1", "updateAll all all loads 1")
                    // Spring does not see the call of itself by itself.
                    .contains("self one one loads 4");
        }

        @ParameterizedTest
        @MethodSource("dev.tiercel.agent.ForeignAnnotationsIT#settings")
        void withoutTheSetting_allIsAsWithoutTheAgent(String annotations) {
            List<Path> classPath = classPath("spring6-libs");
            Ended without = ForkedJvm.of("spring.Main")
                    .withoutAgent()
                    .classPath(classPath)
                    .arguments("cached")
                    .run()
                    .well();
            ForkedJvm with = ForkedJvm.of("spring.Main")
                    .withoutRedis()
                    .classPath(classPath)
                    .arguments("cached");

            Ended ended = (annotations.isEmpty() ? with : with.property("tiercel.annotations", annotations))
                    .run()
                    .well();

            assertThat(asIfNotLeft(ended)).as(ended::toString).isEqualTo(asIfNotLeft(without));
            assertThat(ended.err())
                    .as(ended::toString)
                    .noneMatch(line -> line.contains("Catalog") || line.contains("WARN"));
            assertThat(ended.out()).anyMatch(line -> line.startsWith("spring {") && line.contains("products=[1"));
        }

        private List<String> asIfNotLeft(Ended ended) {
            return ended.out().stream()
                    .filter(line -> !line.startsWith("left "))
                    .toList();
        }

        @ParameterizedTest
        @MethodSource("dev.tiercel.agent.Jdks#all")
        void aRepositoryWithoutABody_isCachedInFrontOfIt(Jdk jdk) {
            List<Path> libraries = Libraries.in("spring7-libs");
            Compiled.into(classes, "springdata", libraries, "--release", "17", "-parameters");
            List<Path> classPath = Libraries.with(classes, libraries);

            for (String[] arguments : List.of(new String[0], new String[] {"cached"})) {
                Ended ended = program(jdk, "springdata.Main", classPath, "spring")
                        .verifyingAll()
                        .arguments(arguments)
                        .run()
                        .well();

                List<String> expected =
                        new ArrayList<>(List.of("oneone loads 1", "savedsaved loads 2", "false loads 3"));
                if (arguments.length > 0) {
                    expected.add("spring []");
                }
                assertThat(ended.out()).as(ended::toString).isEqualTo(expected);
                assertThat(warnings(ended)).as(ended::toString).isEmpty();
            }
        }

        private List<Path> classPath(String libraries) {
            List<Path> libs = Libraries.in(libraries);
            Compiled.into(classes, "spring", libs, "--release", "17", "-parameters");
            return Libraries.with(classes, libs);
        }
    }

    static Stream<String> settings() {
        return Stream.of("", "none", "jsr107,micronaut");
    }

    @Nested
    class Micronaut {
        @ParameterizedTest
        @MethodSource("dev.tiercel.agent.Jdks#all")
        void besideItsOwnCache_nothingIsKeptTwice_andNoChangeReachesOneOnly(Jdk jdk) {
            Ended ended = program(jdk, "micronaut.Main", classPath(), "micronaut")
                    .verifyingAll()
                    .run()
                    .well();

            ended.assertThatOut()
                    .containsExactly(
                            "find one one loads 1",
                            "self one one loads 0",
                            "parameters one one loads 0",
                            "later one one loads 1",
                            "update updated updated loads 1",
                            "updateLater updated updated loads 1",
                            "put put put loads 0",
                            "updateAll all all loads 1",
                            "left some some loads 1",
                            "composed composed composed loads 1",
                            "nullIsNotKept eight eight loads 1",
                            "findById composed composed loads 1",
                            "change changed changed loads 1",
                            "save saved saved loads 1",
                            "erased saved saved loads 0",
                            "micronaut [][][]");
            assertThat(warnings(ended))
                    .as(ended::toString)
                    .containsExactlyInAnyOrder(
                            KEEPS + "find and findFor share the cache products: equal arguments are the same entry. If"
                                    + " they mean different things, give one of them another cache",
                            KEEPS + "updateSome is left alone: Micronaut keeps it, for its condition \"#{ id > 0 }\" is"
                                    + " Micronaut's own language; after each of its calls all of products is cleared"
                                    + " here",
                            "[tiercel] WARN $Catalog$Definition$Intercepted.updateComposed changes products in a way"
                                    + " that only Micronaut knows; after each of its calls all of it is cleared here");
        }

        @Test
        void withoutTheSetting_allIsAsWithoutTheAgent() {
            List<Path> classPath = classPath();
            Ended without = ForkedJvm.of("micronaut.Main")
                    .withoutAgent()
                    .classPath(classPath)
                    .run()
                    .well();

            Ended ended = ForkedJvm.of("micronaut.Main")
                    .withoutRedis()
                    .classPath(classPath)
                    .run()
                    .well();

            assertThat(ended.out()).as(ended::toString).isEqualTo(without.out());
            ended.assertThatErr().isEmpty();
            assertThat(ended.out()).last().asString().contains("[1]");
        }

        private List<Path> classPath() {
            List<Path> libraries = Libraries.in("micronaut-libs");
            String processors = String.join(
                    System.getProperty("path.separator"),
                    Stream.concat(libraries.stream(), Libraries.in("micronaut-processors").stream())
                            .map(Path::toString)
                            .toArray(String[]::new));
            Compiled.into(
                    classes, "micronaut", libraries, "--release", "17", "-parameters", "-processorpath", processors);
            return Libraries.with(classes, libraries);
        }
    }

    /** The framework's own cache is active all the time. */
    @Nested
    class Reloaded {
        @TempDir
        Path folder;

        @ParameterizedTest
        @ValueSource(strings = {"jsr107", "spring", "micronaut"})
        void theyComeAndGo_andNothingIsEverKeptTwice(String whose) throws IOException {
            List<Path> classPath = classPath(whose);
            String main = (whose.equals("jsr107") ? "jcache" : whose) + ".Talk";
            try (RunningJvm program = ForkedJvm.of(main)
                    .classPath(classPath)
                    .property("tiercel.config", write("none").toString())
                    .start()) {
                assertBothSay(program, "one loads 1 kept 1");

                reload(program, whose);
                assertBothSay(program, "one loads 2 kept 1");
                program.ask("changed");
                assertBothSay(program, "changed loads 3 kept 0");

                reload(program, whose, "rules: [{class: " + whose + ".Catalog, method: '*', action: none}]");
                assertBothSay(program, "changed loads 4 kept 1");

                reload(program, whose);
                program.ask("again");
                assertBothSay(program, "again loads 5 kept 0");

                reload(program, "none");
                assertBothSay(program, "again loads 6 kept 1");
                program.awaitEnd().well();
            }
        }

        private List<Path> classPath(String whose) {
            List<Path> all =
                    switch (whose) {
                        case "jsr107" -> new Jsr107().classPath("spring7-libs");
                        case "spring" -> new Spring().classPath("spring7-libs");
                        default -> new Micronaut().classPath();
                    };
            if (whose.equals("jsr107")) {
                Compiled.into(classes, "jcache", all, "--release", "17");
            }
            List<Path> withTalk = Libraries.with(ForkedJvm.SCENARIOS, all);
            String folder = whose.equals("jsr107") ? "jcache" : whose;
            Compiled.into(classes, "talks/" + folder, withTalk, "--release", "17");
            return Libraries.with(ForkedJvm.API, withTalk);
        }

        private void reload(RunningJvm program, String annotations, String... more) throws IOException {
            write(annotations, more);
            Attachment.control(program, control -> control.reload(null));
        }

        private Path write(String annotations, String... more) throws IOException {
            List<String> lines = new ArrayList<>(List.of("redis: {enabled: false}", "annotations: " + annotations));
            lines.addAll(List.of(more));
            return Files.write(folder.resolve("tiercel.yaml"), lines);
        }

        /** Two calls. */
        private void assertBothSay(RunningJvm program, String row) {
            assertThat(List.of(program.ask("find"), program.ask("find")))
                    .as(program::toString)
                    .isEqualTo(List.of(row, row));
        }
    }
}
