package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.testkit.RedisServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** {@code java -jar tiercel-agent.jar}, as users run it. */
class CommandIT {
    static final List<Jdk> JDKS = Jdks.all();

    private static ForkedJvm command(Jdk jdk, String... arguments) {
        return ForkedJvm.of(jdk, "")
                .withoutAgent()
                .classPath(List.of())
                .program("-jar", ForkedJvm.AGENT.toString())
                .with(arguments);
    }

    private static Ended refused(Jdk jdk, int exit, String... arguments) {
        Ended ended = command(jdk, arguments).run();
        assertThat(ended.exit()).as(ended::toString).isEqualTo(exit);
        assertThat(ended.toString()).doesNotContain("Exception", "\tat ");
        return ended;
    }

    @ParameterizedTest
    @FieldSource("JDKS")
    void whatNeedsNoJvm(Jdk jdk) {
        assertThat(command(jdk, "--version").run().well().out())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("tiercel ").doesNotContain("unknown"));
        command(jdk, "completion").run().well().assertThatOut().contains("#!/usr/bin/env bash");
        command(jdk, "config", "--set", "prefix=shop")
                .run()
                .well()
                .assertThatOut()
                .anyMatch(line -> line.matches("prefix +shop +--set prefix"));
        refused(jdk, 1, "config", "--set", "redis.port=abc")
                .assertThatErr()
                .singleElement()
                .asString()
                .startsWith("tiercel: redis.port: \"abc\"");
        refused(jdk, 2, "sats").assertThatErr().anyMatch(line -> line.contains("stats"));
        refused(jdk, 2).assertThatErr().anyMatch(line -> line.contains("Usage: tiercel"));
    }

    @ParameterizedTest
    @FieldSource("JDKS")
    void doctor_looksAtRedisFromThisShell(Jdk jdk) {
        try (RedisServer server = RedisServer.start()) {
            Ended well = command(jdk, "doctor", "--set", "redis.url=" + server.uri())
                    .run()
                    .well();
            well.assertThatOut().anyMatch(line -> line.contains("has all rights"));
            well.assertThatErr().isEmpty();
        }
        refused(jdk, 1, "doctor", "--set", "redis.url=redis://127.0.0.1:" + RedisServer.freePort())
                .assertThatOut()
                .anyMatch(line -> line.matches("ERROR .*connection refused.*"));
    }

    @ParameterizedTest
    @FieldSource("JDKS")
    void aJvmWithoutTheAgent_isListed_andRefusesWhatIsAskedOfAnAgent(Jdk jdk) {
        try (RunningJvm bare = ForkedJvm.of(jdk, "scenario.Echo").withoutAgent().start()) {
            bare.ask("are you there?");
            String pid = Long.toString(bare.pid());

            command(jdk, "list")
                    .run()
                    .well()
                    .assertThatOut()
                    .anyMatch(line -> line.matches(" *" + pid + " +" + jdk.version() + "[0-9.]* .*scenario.Echo"));
            refused(jdk, 3, "stats", pid)
                    .assertThatErr()
                    .singleElement()
                    .asString()
                    .contains("no agent in the JVM " + pid, "attach " + pid);
        }
        refused(jdk, 3, "stats", "999999999")
                .assertThatErr()
                .singleElement()
                .asString()
                .contains("no process");
    }

    @ParameterizedTest
    @FieldSource("JDKS")
    void aJvmThatLetsNobodyIn_isNamed(Jdk jdk) {
        try (RunningJvm shut = ForkedJvm.of(jdk, "scenario.Echo")
                .withoutAgent()
                .option("-XX:+DisableAttachMechanism")
                .start()) {
            shut.ask("are you there?");

            refused(jdk, 1, "attach", Long.toString(shut.pid()))
                    .assertThatErr()
                    .singleElement()
                    .asString()
                    .contains("-XX:+DisableAttachMechanism");
        }
    }

    @ParameterizedTest
    @FieldSource("JDKS")
    void anAgentOfAnotherVersion_isAskedForWhatItKnows(Jdk jdk) {
        try (RunningJvm older =
                ForkedJvm.of(jdk, "scenario.OlderAgent").withoutAgent().start()) {
            older.ask("are you there?");
            String pid = Long.toString(older.pid());

            command(jdk, "list")
                    .run()
                    .well()
                    .assertThatOut()
                    .anyMatch(line -> line.matches(" *" + pid + " .*0\\.0\\.1 +ACTIVE +scenario.OlderAgent"));
            command(jdk, "stats", pid)
                    .run()
                    .well()
                    .assertThatOut()
                    .anyMatch(line -> line.matches("products +L1 +1,800 +90\\.0%"));
            refused(jdk, 1, "clear", pid, "nothing")
                    .assertThatErr()
                    .containsExactly("tiercel: No cache nothing; known: products");
            refused(jdk, 1, "doctor", pid)
                    .assertThatErr()
                    .singleElement()
                    .asString()
                    .contains("another version");
            command(jdk, "attach", pid)
                    .run()
                    .well()
                    .assertThatOut()
                    .singleElement()
                    .asString()
                    .contains("already");
        }
    }

    @ParameterizedTest
    @FieldSource("JDKS")
    void watching_endsWellWithTheJvm(Jdk jdk) {
        try (RunningJvm older =
                ForkedJvm.of(jdk, "scenario.OlderAgent").withoutAgent().start()) {
            older.ask("are you there?");
            try (RunningJvm watching = command(
                            jdk, "stats", Long.toString(older.pid()), "--watch", "--interval", "50ms")
                    .start()) {
                watching.awaitOut(line -> line.contains("answers/s"));
                older.awaitEnd();

                watching.awaitEnd()
                        .well()
                        .assertThatErr()
                        .singleElement()
                        .asString()
                        .contains("has ended");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("JDKS")
    void aRunningApplication_fromAttachToDetach(Jdk jdk) {
        ForkedJvm shop = ForkedJvm.of(jdk, "scenario.Shop").withoutAgent();
        try (RunningJvm program = jdk.version() < 21
                ? shop.start()
                : shop.option("-XX:+EnableDynamicAgentLoading").start()) {
            program.ask("find product 1");
            String pid = Long.toString(program.pid());

            refused(jdk, 1, "attach", pid, "redis.port=abc")
                    .assertThatErr()
                    .singleElement()
                    .asString()
                    .contains("redis.port", "abc");
            command(jdk, "attach", pid, "redis.enabled=false")
                    .run()
                    .well()
                    .assertThatOut()
                    .anyMatch(line -> line.matches("methods woven +8"));
            program.ask("find product 1");
            assertThat(program.ask("find product 1")).startsWith("L1 ");
            command(jdk, "stats", pid)
                    .run()
                    .well()
                    .assertThatOut()
                    .anyMatch(line -> line.matches("products +L1 +1 +1 +50\\.0%.*"));
            command(jdk, "get", pid, "products", "1", "--json")
                    .run()
                    .well()
                    .assertThatOut()
                    .anyMatch(line -> line.contains("\"FRESH\""));
            command(jdk, "reload", pid, "redis.enabled=false,caches.products.enabled=false")
                    .run()
                    .well()
                    .assertThatOut()
                    .anyMatch(line -> line.matches("caches.products.enabled +none +false +now"));
            assertThat(program.ask("find product 1")).startsWith("none ");
            command(jdk, "explain", pid, "Shop.product")
                    .run()
                    .well()
                    .assertThatOut()
                    .anyMatch(line -> line.contains("caches.products.enabled is false"));
            command(jdk, "doctor", pid).run().well().assertThatOut().anyMatch(line -> line.startsWith("OK "));
            command(jdk, "detach", pid)
                    .run()
                    .well()
                    .assertThatOut()
                    .containsExactly("The agent has left the JVM " + pid);
            assertThat(program.ask("find text 1")).startsWith("none ");
            refused(jdk, 3, "stats", pid);
            program.awaitEnd().well();
        }
    }
}
