package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.testkit.RedisServer;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where an application's classes may come from. */
class ClassLoadingIT {
    @TempDir
    Path classes;

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void applicationsInLoadersOfTheirOwn_areCachedApart_andGoWhenTheyAreUndeployed(Jdk jdk) {
        try (RedisServer redis = RedisServer.start();
                RunningJvm program = loaders(jdk)
                        .environment("REDIS_URL", redis.uri())
                        .environment("TIERCEL_REDIS_ENABLED", "true")
                        .start()) {
            program.awaitErr(line -> line.contains("Redis ready"));
            Ended ended = program.awaitEnd().well();
            ended.assertThatOut().last().isEqualTo("collected 3");
        }
        Ended withoutRedis = loaders(jdk).withoutRedis().run().well();
        withoutRedis
                .assertThatOut()
                .containsExactly("bodies 3 apart", "bodies 3 apart", "bodies 3 apart", "collected 3");
        withoutRedis.assertThatErr().isEmpty();
    }

    private static ForkedJvm loaders(Jdk jdk) {
        return ForkedJvm.of(jdk, "scenario.Loaders")
                .arguments(ForkedJvm.SCENARIOS.toString(), ForkedJvm.API.toString());
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void anApplicationThatIsAModule_isCached(Jdk jdk) {
        Compiled.into(classes, "module", List.of(), "--release", "17", "--module-path", ForkedJvm.API.toString());

        Ended ended = ForkedJvm.of(jdk, "shop.Main")
                .withoutRedis()
                .verifyingAll()
                .classPath(List.of())
                .program("-p", classes + File.pathSeparator + ForkedJvm.API, "-m", "shop/shop.Main")
                .run()
                .well();

        ended.assertThatErr().isEmpty();
        ended.assertThatOut().containsExactly("module shop", "bodies 2", "proxied 1", "by-us true", "proxy-by-us true");
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void classFilesOfJava8_areCached(Jdk jdk) {
        Compiled.into(classes, "old", List.of(ForkedJvm.API), "--release", "8", "-Xlint:-options");

        Ended ended = ForkedJvm.of(jdk, "old.Old")
                .withoutRedis()
                .verifyingAll()
                .classPath(List.of(classes, ForkedJvm.API))
                .run()
                .well();

        ended.assertThatErr().isEmpty();
        assertThat(ended.out()).containsExactly("equal true", "bodies 2", "after-change 3", "by-us true");
    }
}
