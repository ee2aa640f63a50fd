package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent's libraries and those of the application, which are older, know nothing of each other. */
class IsolationIT {
    @TempDir
    Path classes;

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void anApplicationWithOlderLibraries_usesItsOwn_andIsCachedInBothTiers(Jdk jdk) {
        List<Path> classPath = new ArrayList<>(Libraries.in("host-libs"));
        classPath.addAll(Libraries.in("micrometer-oldest-libs"));
        classPath.add(ForkedJvm.API);
        Compiled.into(classes, "host", classPath, "--release", "17");
        classPath.add(0, classes);
        try (RedisServer redis = RedisServer.start()) {
            Ended first = host(jdk, classPath, redis);
            Ended second = host(jdk, classPath, redis);

            first.assertThatOut().contains("LOADER [row, 7]", "L1 [row, 7]");
            second.assertThatOut().contains("L2 [row, 7]", "L1 [row, 7]");
            assertThat(first.said("own"))
                    .containsExactly(
                            "lettuce lettuce-core-6.1.10.RELEASE.jar host-value",
                            "caffeine caffeine-2.9.3.jar b",
                            "caffeine-of-old caffeine-2.9.3.jar there",
                            "jackson jackson-databind-2.12.7.1.jar {a=1}",
                            "reactor reactor-core-3.4.25.jar [2, 3]",
                            "bytebuddy byte-buddy-1.12.23.jar host.Made",
                            "micrometer micrometer-core-1.9.17.jar 1.0",
                            "slf4j slf4j-api-1.7.36.jar SimpleLogger");
            first.assertThatOut()
                    .contains(
                            "sees-our-classes false",
                            "sees-our-resources false",
                            "context-unchanged true",
                            "our-threads true",
                            "bad-threads []");
            assertThat(first.err())
                    .as(first::toString)
                    .filteredOn(line -> line.contains("the host's own log"))
                    .hasSize(1);
        }
    }

    private static Ended host(Jdk jdk, List<Path> classPath, RedisServer redis) {
        try (RunningJvm host = ForkedJvm.of(jdk, "host.Host")
                .classPath(classPath)
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.redis.deadline", "10s") // A busy machine is no outage.
                .start()) {
            host.awaitErr(line -> line.contains("[tiercel] INFO Redis ready"));
            host.awaitOut(line -> line.equals("ready"));
            host.ask("call");
            host.awaitOut(line -> line.startsWith("bad-threads"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(redis.command("EXISTS", "tiercel:host:7"))
                            .isEqualTo(1L));
            return host.awaitEnd().well();
        }
    }
}
