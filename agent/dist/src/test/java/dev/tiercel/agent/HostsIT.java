package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One application in every kind of host, on several JDKs at once: it is cached in both tiers, and that is all one sees. */
class HostsIT {
    /** As docs/agent.md names them. */
    private static final String THREADS =
            "\\[(tiercel-(clock|maintenance|metrics|backplane|start|weave|(redis|answer)-\\d+)(, )?){5,20}]";

    private static RedisServer redis;

    @TempDir
    Path folder;

    private final List<RunningJvm> programs = new ArrayList<>();
    private final List<List<String>> answers = new ArrayList<>();

    static Stream<Arguments> hosts() {
        Stream<Arguments> everywhere = Stream.of(AttachForm.JAVAAGENT, AttachForm.WHILE_IT_RUNS)
                .flatMap(form -> Stream.of(Host.values())
                        .filter(host -> !Jdks.from(host.oldestJdk()).isEmpty())
                        .map(host -> Arguments.of(host, form, Jdks.from(host.oldestJdk()))));
        return Stream.concat(everywhere, whereTheApplicationBringsIt());
    }

    /** On one JDK each: what differs is the host's class path. */
    private static Stream<Arguments> whereTheApplicationBringsIt() {
        List<Jdk> oldest = List.of(Jdks.all().get(0));
        List<Jdk> newest = List.of(Jdks.all().get(Jdks.all().size() - 1));
        return Stream.of(
                Arguments.of(Host.CLASS_PATH, AttachForm.INSTALL, newest),
                Arguments.of(Host.EXECUTABLE_JAR, AttachForm.INSTALL, oldest),
                Arguments.of(Host.MODULE, AttachForm.INSTALL, newest),
                Arguments.of(Host.MICRONAUT_4, AttachForm.INSTALL, oldest),
                Arguments.of(Host.SPRING_BOOT_3, AttachForm.INSTALL, oldest),
                Arguments.of(Host.SPRING_BOOT_4, AttachForm.INSTALL, newest),
                Arguments.of(Host.EXECUTABLE_JAR, AttachForm.LAUNCHER_AGENT, newest),
                Arguments.of(Host.SPRING_BOOT_3, AttachForm.LAUNCHER_AGENT, oldest),
                Arguments.of(Host.SPRING_BOOT_4, AttachForm.LAUNCHER_AGENT, newest));
    }

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void endRedis() {
        redis.close();
    }

    @AfterEach
    void endPrograms() {
        programs.forEach(RunningJvm::close);
        redis.command("FLUSHALL");
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void anApplication_isCached_andEndsAsItWould(Host host, AttachForm form, List<Jdk> jdks) throws IOException {
        start(host, form, jdks);

        for (int at = 0; at < programs.size(); at++) {
            int id = at + 1;
            assertThat(ask(at, "find " + id)).isEqualTo("LOADER row" + id);
            assertThat(ask(at, "find " + id)).isEqualTo("L1 row" + id);
            assertThat(ask(at, "update " + id + " changed")).isEqualTo("ok");
            assertThat(ask(at, "find " + id)).isEqualTo("LOADER changed");
            awaitKey("tiercel:rows:" + id);
            for (int other = 0; other < programs.size(); other++) {
                String tier = other == at ? "L1" : "L2";
                assertThat(ask(other, "find " + id)).isEqualTo(tier + " changed");
            }
        }
        for (int at = 0; at < programs.size(); at++) {
            assertThat(ask(at, "threads")).matches(THREADS);
            if (host == Host.WAR_IN_TOMCAT) {
                assertThat(ask(at, "undeploy")).isEqualTo("collected");
            }
            assertQuiet(host, form, programs.get(at).awaitEnd().well(), answers.get(at));
        }
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
    }

    private void start(Host host, AttachForm form, List<Jdk> jdks) throws IOException {
        String[] command = host.build(folder, form);
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        for (Jdk jdk : jdks) {
            programs.add(form.prepared(ForkedJvm.of(jdk, "")
                            .classPath(List.of())
                            .program(command)
                            .environment("REDIS_URL", redis.uri())
                            .property("java.io.tmpdir", temporary.toString())
                            .property("tiercel.redis.deadline", "5s")) // A busy machine is no outage.
                    .start());
            answers.add(new ArrayList<>());
        }
        for (int at = 0; at < programs.size(); at++) {
            ask(at, "find 0"); // Linked, and past what only a first call does.
            form.arrive(programs.get(at));
            programs.get(at).awaitErr(line -> line.contains("Redis ready"));
            ask(at, "sync");
        }
    }

    private String ask(int at, String question) {
        String answer = programs.get(at).ask(question);
        answers.get(at).add(answer);
        return answer;
    }

    /** Standard output is the application's own to the letter; standard error has what we are known to say. */
    private static void assertQuiet(Host host, AttachForm form, Ended ended, List<String> answers) {
        ended.assertThatOut().isEqualTo(answers);
        ended.assertThatErr()
                .filteredOn(line -> !host.says(line) && !form.says(line))
                .allMatch(line -> line.startsWith("[tiercel] INFO Redis "), "is known")
                .hasSize(2);
        ended.assertThatWoven()
                .singleElement()
                .asString()
                .startsWith("[tiercel] INFO Catalog: ")
                .contains("find (rows, shared)", "update (changes rows)");
    }

    private static void awaitKey(String key) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(redis.command("EXISTS", key)).isEqualTo(1L));
    }
}
