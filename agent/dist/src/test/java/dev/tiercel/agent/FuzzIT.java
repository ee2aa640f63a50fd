package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Classes that nobody has written for us: annotations that say anything on methods of any shape, and class files of other
 * compilers. They do what they do without the agent. {@code -Dtiercel.fuzz.seconds} lets the first run on with further seeds
 * and the second look at every class.
 */
class FuzzIT {
    private static final long SEED = 0x7_1E2CE1;
    private static final int SEEDS = 60;
    private static final int EVERY = 25;
    private static final long SECONDS = Long.getLong("tiercel.fuzz.seconds", 0);
    private static final Path BYTE_BUDDY = ForkedJvm.placeOf(ByteBuddy.class);

    @TempDir
    Path folder;

    private static ForkedJvm with(ForkedJvm program) {
        return program.withoutRedis().verifyingAll();
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void annotationsThatSayAnything_changeNoResult(Jdk jdk) {
        Ended ended = with(ForkedJvm.of(jdk, "scenario.Generated"))
                .classPath(List.of(ForkedJvm.SCENARIOS, ForkedJvm.API, BYTE_BUDDY))
                .arguments(String.valueOf(SEED), SECONDS > 0 ? SECONDS + "s" : String.valueOf(SEEDS))
                .run()
                .well();

        assertThat(ended.said("NOT")).as(ended::toString).isEmpty();
        assertThat(ended.said("calls")).hasSize(1).noneMatch("0"::equals);
        ended.assertThatWoven().hasSizeGreaterThan(SEEDS / 2);
        assertThat(ended.err())
                .filteredOn(line -> line.contains("is left alone"))
                .isNotEmpty();
    }

    /** With a rule that names every method of every class. */
    @Test
    void classFilesOfKotlin_areVerifiedAsBefore() throws IOException {
        Path rules = Files.writeString(folder.resolve("tiercel.yaml"), """
                rules:
                  - {class: 'kotlin.**', method: [set*, add*, put*, remove*, write*, append*], action: invalidate, cache: a, all: true}
                  - {class: 'kotlinx.**', method: [set*, add*, put*, remove*, write*, append*], action: invalidate, cache: a, all: true}
                  - {class: 'kotlin.**', method: '*'}
                  - {class: 'kotlinx.**', method: '*'}
                """);
        Faults faults = new Faults(folder);
        List<String> arguments = new ArrayList<>(List.of(SECONDS > 0 ? "1" : String.valueOf(EVERY)));
        Libraries.in("kotlin-libs").forEach(jar -> arguments.add(jar.toString()));
        String[] given = arguments.toArray(String[]::new);

        Ended without = faults.beside(ForkedJvm.of("scenario.Linked").withoutAgent())
                .verifyingAll()
                .arguments(given)
                .run()
                .well();
        Ended ended = faults.beside(with(ForkedJvm.of("scenario.Linked")))
                .property("tiercel.config", rules.toString())
                .arguments(given)
                .run()
                .well();

        assertThat(ended.said("=")).hasSizeGreaterThan(50).isEqualTo(without.said("="));
        ended.assertThatWoven().hasSizeGreaterThan(5);
    }

    @Test
    void classesOfGroovy_doWhatTheyDoWithoutTheAgent() {
        List<Path> groovy = Libraries.in("groovy-libs");
        ForkedJvm.of("org.codehaus.groovy.tools.FileSystemCompiler")
                .withoutAgent()
                .classPath(Libraries.with(ForkedJvm.API, groovy))
                .with("-d", folder.toString(), "-cp", ForkedJvm.API.toString())
                .with(Compiled.SOURCES.resolve("groovy/Gadget.groovy").toString())
                .run()
                .well();

        assertUnharmed("Gadget", Libraries.with(folder, Libraries.with(ForkedJvm.API, groovy)), 8);
    }

    @Test
    void classesThatProGuardHasShrunkAndRenamed_doWhatTheyDoWithoutTheAgent() throws IOException {
        Path jar = folder.resolve("given.jar");
        try (Jars given = Jars.at(jar, Map.of())) {
            given.folder("", ForkedJvm.SCENARIOS);
        }
        Path made = folder.resolve("made.jar");
        Path rules = Files.writeString(folder.resolve("rules.pro"), """
                -injars "%s"(scenario/**.class,InDefaultPackage.class)
                -outjars "%s"
                -libraryjars "%s"
                -libraryjars "%s"(!**.jar;!module-info.class)
                -dontwarn **
                -dontnote **
                -ignorewarnings
                -overloadaggressively
                -allowaccessmodification
                -repackageclasses ''
                -keepattributes *Annotation*,Signature,Exceptions
                -keep class scenario.Shapes { public static void main(java.lang.String[]); }
                -keepclassmembers class * { @dev.tiercel.** *; }
                """.formatted(jar, made, ForkedJvm.API, base()));
        ForkedJvm.of("proguard.ProGuard")
                .withoutAgent()
                .classPath(Libraries.in("proguard-libs"))
                .with("@" + rules)
                .run()
                .well();

        assertUnharmed("scenario.Shapes", List.of(made, ForkedJvm.API), 20);
    }

    /** The JDK's own classes, for who reads files of them; a JDK from 24 on may come without. */
    private static Path base() {
        return Jdks.all().stream()
                .map(jdk -> jdk.home().resolve("jmods/java.base.jmod"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no JDK here has jmods: install one of version 17"));
    }

    private static void assertUnharmed(String main, List<Path> classPath, int woven) {
        Jdks.all().forEach(jdk -> assertUnharmed(jdk, main, classPath, woven));
    }

    private static void assertUnharmed(Jdk jdk, String main, List<Path> classPath, int woven) {
        Ended without = ForkedJvm.of(jdk, main)
                .withoutAgent()
                .classPath(classPath)
                .run()
                .well();
        Ended ended = with(ForkedJvm.of(jdk, main)).classPath(classPath).run().well();

        assertThat(ended.said("=")).isNotEmpty().isEqualTo(without.said("="));
        assertThat(ended.err().stream()
                        .filter(line -> line.contains("INFO"))
                        .mapToInt(line -> line.split("\\), ").length)
                        .sum())
                .as(ended::toString)
                .isGreaterThanOrEqualTo(woven);
    }
}
