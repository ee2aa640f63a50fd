package dev.tiercel.weaving;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the house, and the arrows between them. */
class ArchitectureTest {
    private static final String API = "dev.tiercel";
    private static final String ENTRY = room("weaving.entry");

    /** What every room may use. */
    private static final String[] ANYWHERE = {"java..", "org.jspecify.annotations", API};

    /** Parts of the JDK beside {@code java}. */
    private static final List<String> JDK =
            List.of("javax.net.ssl", "javax.management", "com.sun.net.httpserver", "com.sun.tools.attach", "jdk.jfr");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("testkit"))
            .importPackages(API);

    private static String room(String name) {
        return API + "." + name;
    }

    @Test
    void theHouseIsHere() {
        TreeSet<String> rooms = new TreeSet<>();
        HOUSE.forEach(type -> rooms.add(type.getPackageName()));

        assertThat(rooms)
                .contains(
                        API,
                        room("backplane"),
                        room("boot"),
                        room("codec"),
                        room("command"),
                        room("config"),
                        room("control"),
                        room("entry"),
                        room("export"),
                        room("expression"),
                        room("key"),
                        room("l1"),
                        room("l2"),
                        room("log"),
                        room("metrics"),
                        room("micrometer"),
                        room("readthrough"),
                        room("redis"),
                        room("threads"),
                        room("transaction"),
                        room("weaving"),
                        room("weaving.description"),
                        ENTRY);
    }

    @Test
    void noRoomsFormACircle() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "rooms";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(HOUSE);
    }

    @Test
    void eachLibraryIsKnownInOneRoom() {
        Map<String, String> rooms = Map.ofEntries(
                Map.entry("com.github.benmanes.caffeine..", room("l1")),
                Map.entry("tools.jackson..", room("codec")),
                Map.entry("com.fasterxml..", room("codec")),
                Map.entry("net.jpountz..", room("codec")),
                Map.entry("io.github.resilience4j..", room("l2")),
                Map.entry("io.lettuce..", room("redis")),
                Map.entry("io.netty..", room("redis")),
                Map.entry("reactor..", room("redis")),
                Map.entry("org.snakeyaml..", room("config")),
                Map.entry("org.objectweb.asm..", room("weaving..")),
                Map.entry("io.prometheus..", room("export")),
                Map.entry("picocli..", room("command")),
                Map.entry("io.micrometer..", room("micrometer")));
        rooms.forEach((library, room) -> noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(HOUSE));
        List<String> ours = HOUSE.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getPackageName())
                .filter(name -> !name.isEmpty() && !name.startsWith("java.") && !name.startsWith(API))
                .filter(name ->
                        !name.equals("org.jspecify.annotations") && JDK.stream().noneMatch(name::startsWith))
                .filter(name -> rooms.keySet().stream().noneMatch(known -> name.startsWith(known.replace("..", ""))))
                .distinct()
                .toList();
        assertThat(ours).as("libraries that no room owns").isEmpty();
    }

    @Test
    void theApiAndTheEntryKnowTheJdkOnly() {
        uses(API, "java..");
        uses(ENTRY, "java..");
    }

    @Test
    void theLowerRoomsKnowNoOther() {
        uses(room("log"), ANYWHERE);
        uses(room("threads"), ANYWHERE);
        uses(room("weaving.description"), with("org.objectweb.asm.."));
        uses(room("control"), with("javax.management"));
        uses(room("entry"), with(room("threads")));
        uses(room("key"), ANYWHERE);
        uses(room("expression"), with(room("key"), room("config")));
        uses(room("config"), with("org.snakeyaml..", room("log")));
        uses(
                room("codec"),
                with(
                        "tools.jackson..",
                        "com.fasterxml..",
                        "net.jpountz..",
                        room("entry"),
                        room("config"),
                        room("log")));
        uses(room("metrics"), with("jdk.jfr"));
        uses(room("micrometer"), "java..", "io.micrometer..", "org.jspecify.annotations");
        uses(room("transaction"), with(room("log")));
        uses(room("backplane"), with(room("log"), room("metrics"), room("threads")));
        uses(room("l1"), with("com.github.benmanes.caffeine..", room("entry"), room("log"), room("threads")));
    }

    @Test
    void redisIsKnownToBootAndTheCommandLineOnly_andKnowsTheIdeaOfL2() {
        uses(
                room("redis"),
                with(
                        "io.lettuce..",
                        "io.netty..",
                        "reactor..",
                        "javax.net.ssl",
                        room("backplane"),
                        room("l2"),
                        room("config"),
                        room("control"),
                        room("log"),
                        room("threads")));
        uses(
                room("l2"),
                with(
                        "io.github.resilience4j..",
                        room("entry"),
                        room("config"),
                        room("log"),
                        room("metrics"),
                        room("threads")));
        noClasses()
                .that()
                .resideOutsideOfPackages(room("redis"), room("boot"), room("command"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(room("redis"))
                .check(HOUSE);
    }

    @Test
    void theCorridorKnowsTheTiersOnly() {
        noClasses()
                .that()
                .resideInAPackage(room("readthrough"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(room("redis"), room("boot"), room("export"), room("weaving.."))
                .check(HOUSE);
    }

    @Test
    void onlyTheWeavingKnowsTheBoot_andNobodyKnowsTheWeaving() {
        noClasses()
                .that()
                .resideOutsideOfPackages(room("weaving"), room("boot"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(room("boot"))
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage(room("weaving"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(room("weaving"))
                .check(HOUSE);
    }

    @Test
    void theCommandLineKnowsWhatMayBeAsked_andNobodyKnowsIt() {
        uses(
                room("command"),
                with(
                        "picocli..",
                        "com.sun.tools.attach",
                        "javax.management..",
                        room("config"),
                        room("control"),
                        room("log"),
                        room("redis")));
        noClasses()
                .that()
                .resideOutsideOfPackage(room("command"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(room("command"), "com.sun.tools.attach")
                .check(HOUSE);
    }

    @Test
    void everyRoomSaysWhatMayBeNull_butTheTwoThatKnowTheJdkOnly() {
        for (JavaPackage each : HOUSE.getDefaultPackage()
                .getPackage("dev")
                .getPackage("tiercel")
                .getSubpackagesInTree()) {
            if (!each.getName().equals(ENTRY) && !each.getClasses().isEmpty()) {
                assertThat(each.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .as(each.getName())
                        .isTrue();
            }
        }
    }

    private static void uses(String room, String... allowed) {
        DescribedPredicate<JavaClass> known = resideInAnyPackage(
                Stream.concat(Stream.of(allowed), Stream.of(room)).toArray(String[]::new));
        classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(describe(
                        known.getDescription(),
                        type -> type.getBaseComponentType().isPrimitive() || known.test(type.getBaseComponentType())))
                .check(HOUSE);
    }

    private static String[] with(String... more) {
        return Stream.concat(Stream.of(ANYWHERE), Stream.of(more)).toArray(String[]::new);
    }
}
