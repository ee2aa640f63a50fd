package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent comes into a program that runs, and goes again. */
class AttachIT {
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final int ROUNDS = 50;

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void attached_itCaches_detached_itIsAsItWas(Jdk jdk) {
        try (RedisServer redis = RedisServer.start();
                RunningJvm program = program(jdk).start()) {
            assertThat(program.ask("find product 1")).startsWith("none ");
            assertThat(program.ask("find product 1")).startsWith("none ");

            Attachment.attach(program, "redis.url=" + redis.uri());

            assertThat(Attachment.properties(program).getProperty("dev.tiercel.agent"))
                    .isNotEmpty();
            program.awaitRedis();
            assertThat(program.ask("find product 1")).startsWith("LOADER ");
            assertThat(program.ask("find product 1")).startsWith("L1 ");
            program.ask("row 1 changed");
            program.ask("change 1");
            assertThat(program.ask("find product 1")).startsWith("LOADER ").contains("changed");

            Attachment.detach(program);

            assertThat(Attachment.properties(program).getProperty("dev.tiercel.agent"))
                    .isNull();
            program.ask("row 1 again");
            assertThat(program.ask("find product 1")).startsWith("none ").contains("again");
            await().atMost(PATIENCE).until(() -> program.ask("threads").equals("[]"));
            await().atMost(PATIENCE).until(() -> !String.valueOf(redis.command("CLIENT", "LIST"))
                    .contains("name=tiercel"));
            program.awaitEnd().well().assertThatErr().allMatch(line -> line.startsWith("[tiercel] INFO "));
        }
    }

    @Test
    void fiftyRoundsUnderLoad_noCallFails_andNothingStays() throws IOException {
        try (RedisServer redis = RedisServer.start();
                RunningJvm program = program(Jdk.RUNNING).start()) {
            program.ask("find product 1");
            program.ask("load 500"); // microseconds between two calls of a thread, so that attaching finds a processor
            for (int round = 0; round < ROUNDS; round++) {
                Attachment.attach(program, round % 10 == 0 ? "redis.url=" + redis.uri() : "redis.enabled=false");
                awaitCalls(program);
                Attachment.detach(program);
                awaitCalls(program);
            }
            assertThat(program.ask("end-load")).isEqualTo("failures 0 wrong 0");
            await().atMost(PATIENCE).until(() -> program.ask("threads").equals("[]"));
            await().atMost(PATIENCE).until(() -> loaders(program) == 0);
            program.awaitEnd().well();
        }
    }

    @Test
    void aChangeThatBeganBeforeTheAgentCame_isWaitedFor_andNothingOlderIsServed() {
        try (RunningJvm program = program(Jdk.RUNNING).start()) {
            program.ask("begin-change 1 changed");
            CompletableFuture<Void> attaching =
                    CompletableFuture.runAsync(() -> Attachment.attach(program, "redis.enabled=false"));
            program.awaitErr(line -> line.contains("Shop: "));
            assertThat(program.ask("find product 1"))
                    .isEqualTo(program.ask("find product 1"))
                    .startsWith("none ");

            program.ask("end-change");
            attaching.join();

            assertThat(program.ask("find product 1")).startsWith("LOADER ").contains("changed");
            assertThat(program.ask("find product 1")).startsWith("L1 ").contains("changed");
            program.awaitEnd().well();
        }
    }

    @Test
    void aChangeUnderWayAsTheAgentLeaves_isHeardByOthers() {
        try (RedisServer redis = RedisServer.start();
                RunningJvm other = ForkedJvm.of("scenario.Shop")
                        .environment("REDIS_URL", redis.uri())
                        .start();
                RunningJvm program = program(Jdk.RUNNING).start()) {
            other.awaitRedis();
            Attachment.attach(program, "redis.url=" + redis.uri());
            program.awaitRedis();
            other.ask("find product 1");
            assertThat(other.ask("find product 1")).startsWith("L1 ");
            program.ask("begin-change 1 changed");

            CompletableFuture<Void> leaving = CompletableFuture.runAsync(() -> Attachment.detach(program));
            await().atMost(PATIENCE).until(() -> program.ask("find text 1").startsWith("none "));
            other.ask("row 1 changed");
            program.ask("end-change");
            leaving.join();

            await().atMost(PATIENCE).until(() -> other.ask("find product 1").contains("changed"));
            program.awaitEnd().well();
        }
    }

    @Test
    void attachedTwice_nothingHappens_orTheSettingsAreReloaded() {
        try (RunningJvm program = program(Jdk.RUNNING).start()) {
            program.ask("find product 1");
            Attachment.attach(program, "redis.enabled=false");
            program.ask("find product 1");

            Attachment.attach(program, "redis.enabled=false");
            program.awaitErr(line -> line.contains("is here already"));
            assertThat(program.ask("find product 1")).startsWith("L1 ");

            Attachment.attach(program, "redis.enabled=false,caches.products.enabled=false");
            assertThat(program.ask("find product 1")).startsWith("none ");

            Attachment.attach(program, "redis.enabled=false,defaults.ttl=nonsense");
            program.awaitErr(line -> line.contains("stays as it was") && line.contains("defaults.ttl"));
            assertThat(program.ask("find product 1")).startsWith("none ");
            assertThat(program.ask("find text 1")).startsWith("LOADER ");
            assertThat(program.ask("find text 1")).startsWith("L1 ");
            program.awaitEnd().well();
        }
    }

    @Test
    void wrongConfiguration_nothingIsAttached_andTheAttacherCanTellWhy() {
        try (RunningJvm program = program(Jdk.RUNNING).start()) {
            program.ask("find product 1"); // A virtual machine that has just begun takes no agent yet.
            Attachment.attach(program, "redis.deadline=soon");

            assertThat(Attachment.properties(program).getProperty("dev.tiercel.agent"))
                    .isNull();
            assertThat(Attachment.properties(program).getProperty("dev.tiercel.agent.refusal"))
                    .contains("redis.deadline");
            assertThat(program.ask("find product 1")).startsWith("none ");
            assertThat(program.ask("threads")).isEqualTo("[]");

            Attachment.attach(program, "redis.enabled=false");
            program.ask("find product 1");
            assertThat(program.ask("find product 1")).startsWith("L1 ");
            assertThat(Attachment.properties(program).getProperty("dev.tiercel.agent.refusal"))
                    .isNull();
            program.awaitEnd().well();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void installedFromMain_itCaches(Jdk jdk) {
        try (RunningJvm program = program(jdk)
                .classPath(List.of(ForkedJvm.SCENARIOS, ForkedJvm.API, ForkedJvm.AGENT))
                .program("scenario.Installed", "redis.enabled=false")
                .start()) {
            program.awaitErr("installed true"::equals);
            assertThat(program.ask("find product 1")).startsWith("LOADER ");
            assertThat(program.ask("find product 1")).startsWith("L1 ");
            program.awaitEnd().well();
        }
    }

    @Test
    void installedFromMain_whereNobodyMayAttach_itRunsUncached_andSaysWhatToDo() {
        try (RunningJvm program = program(Jdk.RUNNING)
                .option("-XX:+DisableAttachMechanism")
                .classPath(List.of(ForkedJvm.SCENARIOS, ForkedJvm.API, ForkedJvm.AGENT))
                .program("scenario.Installed", "redis.enabled=false")
                .start()) {
            program.awaitErr("installed false"::equals);
            program.awaitErr(line -> line.contains("could not be installed") && line.contains("-javaagent"));
            assertThat(program.ask("find product 1")).startsWith("none ");
            program.awaitEnd().well();
        }
    }

    @Test
    void installedFromMain_whereTheAgentWasUnpackedIntoTheApplication_itRunsUncached_andSaysWhatToDo(
            @TempDir Path folder) {
        Path jar = folder.resolve("shop.jar");
        try (Jars made = Jars.at(jar, Map.of("Main-Class", "scenario.Installed"))) {
            made.folder("", ForkedJvm.SCENARIOS).unpacked(ForkedJvm.API).unpacked(ForkedJvm.AGENT);
        }
        try (RunningJvm program = program(Jdk.RUNNING)
                .classPath(List.of())
                .program("-jar", jar.toString(), "redis.enabled=false")
                .start()) {
            program.awaitErr("installed false"::equals);
            program.awaitErr(line ->
                    line.contains("shop.jar, but the agent needs its own jar whole") && line.contains("-javaagent"));
            assertThat(program.ask("find product 1")).startsWith("none ");
            program.awaitEnd().well();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void namedInTheManifestOfAnExecutableJar_itIsThereBeforeMain(Jdk jdk, @TempDir Path folder) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "scenario.Shop");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(ForkedJvm.SCENARIOS, ForkedJvm.API, ForkedJvm.AGENT)
                        .map(place -> place.toUri().toString())
                        .collect(Collectors.joining(" ")));
        attributes.put(new Attributes.Name("Launcher-Agent-Class"), "dev.tiercel.weaving.entry.TiercelAgent");
        attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        Path jar = folder.resolve("shop.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        try (RunningJvm program = program(jdk)
                .withoutRedis()
                .classPath(List.of())
                .program("-jar", jar.toString())
                .start()) {
            assertThat(program.ask("find product 1")).startsWith("LOADER ");
            assertThat(program.ask("find product 1")).startsWith("L1 ");
            program.awaitEnd().well().assertThatErr().allMatch(line -> line.startsWith("[tiercel] INFO "));
        }
    }

    private static ForkedJvm program(Jdk jdk) {
        ForkedJvm program = ForkedJvm.of(jdk, "scenario.Shop")
                .withoutAgent()
                .option("-Xmx256m")
                // What only a soft reference holds is as good as gone.
                .option("-XX:SoftRefLRUPolicyMSPerMB=0");
        return jdk.version() < 21 ? program : program.option("-XX:+EnableDynamicAgentLoading");
    }

    private static void awaitCalls(RunningJvm program) {
        long before = Long.parseLong(program.ask("progress"));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Long.parseLong(program.ask("progress")) >= before + 1_000);
    }

    /** How many class loaders of ours are alive, after a collection. */
    private static long loaders(RunningJvm program) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Jdk.RUNNING.home().resolve("bin/jcmd").toString(),
                        String.valueOf(program.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(jcmd.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> all = lines.lines().toList();
            assertThat(all).anyMatch(line -> line.contains("java.lang.String"));
            return all.stream()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(words -> words.length > 3 && words[3].equals("dev.tiercel.weaving.entry.IsolatedLoader"))
                    .mapToLong(words -> Long.parseLong(words[1]))
                    .sum();
        }
    }
}
