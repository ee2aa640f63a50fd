package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions of real applications: hand-written, Micronaut's and Spring's, on a driver and on pools. */
class TransactionsIT {
    @TempDir
    private static Path classes;

    private static List<Path> classPath;
    private static RedisServer redis;

    @BeforeAll
    static void compile() {
        List<Path> libraries = new ArrayList<>(Libraries.in("rules-libs"));
        libraries.addAll(Libraries.in("jdbc-libs"));
        libraries.addAll(Libraries.in("micronaut-libs"));
        libraries.add(ForkedJvm.API);
        classPath = Libraries.with(Compiled.into(classes, "transactions", libraries, "--release", "17"), libraries);
        redis = RedisServer.start();
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    private static ForkedJvm program(Jdk jdk, String... kinds) {
        return ForkedJvm.of(jdk, "tx.Main")
                .classPath(classPath)
                .arguments(kinds)
                .verifyingAll();
    }

    private static void assertAllOk(Ended ended, int atLeast) {
        ended.assertThatOut().hasSizeGreaterThanOrEqualTo(atLeast).allMatch(line -> line.startsWith("ok "));
        assertThat(ended.err()).as(ended::toString).noneMatch(line -> line.contains("WARN"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "driver",
                "h2-pool",
                "hikari",
                "hikari-manual",
                "spring",
                "spring-manual",
                "spring-aware",
                "spring-lazy"
            })
    void everyKind_keepsThePromises(String kind) {
        assertAllOk(program(Jdk.RUNNING, kind).withoutRedis().run().well(), 30);
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void onEveryJdk_withRedis(Jdk jdk) {
        try (RunningJvm program = program(jdk, "wait", "driver", "hikari", "spring-lazy")
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.redis.deadline", "10s") // A busy machine is no outage.
                .start()) {
            program.awaitErr(line -> line.contains("Redis ready"));
            assertAllOk(program.awaitEnd().well(), 90);
        }
    }

    /** It sends its changes when the transaction is committed, and not before; on another pool, too. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void jpa_keepsThePromises(String autoCommit, String connectionComesLate) {
        List<Path> libraries = new ArrayList<>(Libraries.in("jpa-libs"));
        libraries.addAll(classPath.stream()
                .filter(place -> place.getFileName().toString().startsWith("h2-"))
                .toList());
        libraries.add(ForkedJvm.API);
        Path jpa = Compiled.into(classes, "jpa", libraries, "--release", "17");
        Ended ended = ForkedJvm.of("jpa.Main")
                .classPath(Libraries.with(jpa, libraries))
                .arguments(autoCommit, connectionComesLate)
                .verifyingAll()
                .withoutRedis()
                .run()
                .well();
        ended.assertThatOut().hasSize(10).allMatch(line -> line.startsWith("ok "));
        assertThat(ended.err()).as(ended::toString).noneMatch(line -> line.contains("[tiercel] WARN"));
    }

    /** As in an application server; the driver's classes are woven when the application's first class is. */
    @Test
    void aDriverThatWasLoadedBeforeTheApplication_isWovenLater() {
        Ended ended = ForkedJvm.of("tx.Late")
                .classPath(withoutApi())
                .arguments(classes.toString(), ForkedJvm.API.toString(), "driver")
                .verifyingAll()
                .withoutRedis()
                .run()
                .well();
        assertAllOk(ended, 30);
    }

    @Test
    void whereNothingIsCached_nothingIsLoadedForTheDriver() throws IOException {
        Path log = classes.resolve("loaded.txt");
        ForkedJvm.of("tx.Late")
                .classPath(withoutApi())
                .option("-Xlog:class+load:file=" + log)
                .withoutRedis()
                .run()
                .well();
        assertThat(Files.readString(log))
                .contains("org.h2.jdbc.JdbcConnection", "JdbcClasses")
                .doesNotContain("shaded.asm.ClassReader");
    }

    private static List<Path> withoutApi() {
        return classPath.stream().filter(place -> !place.equals(ForkedJvm.API)).toList();
    }

    @Test
    void xa_isToldOnce_andChangesAreMadeAtOnce() {
        Ended ended = program(Jdk.RUNNING, "xa").withoutRedis().run().well();
        ended.assertThatOut().hasSizeGreaterThanOrEqualTo(8).allMatch(line -> line.startsWith("ok "));
        assertThat(ended.err())
                .as(ended::toString)
                .filteredOn(line -> line.contains("XA"))
                .hasSize(1);
    }
}
