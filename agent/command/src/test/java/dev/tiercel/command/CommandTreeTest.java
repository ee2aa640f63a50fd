package dev.tiercel.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.ReflectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users type, what they read, and what their scripts are told. */
class CommandTreeTest {
    private final Shell shell = new Shell();

    @Test
    void nothingSaid_isHelpOnStandardError() {
        assertThat(shell.run()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains("Usage: tiercel", "attach", "completion", "Exit codes:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "stats",
                "stats 42 more",
                "stats 42 --watch --interval soon",
                "stats 42 --watch --count x",
                "list --nonsense",
                "get 42 products",
                "invalidate-pattern 42 products"
            })
    void wrongUsage_isOneLineAndWhereToReadOn(String line) {
        assertThat(shell.run(line.split(" "))).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).startsWith("tiercel: ").doesNotContain("Exception");
        assertThat(shell.err().lines()).hasSize(2);
    }

    /** It may be a password; and what is said to be allowed is told whole. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "doctor redis://s3cret@cache1",
                "doctor redis://shop:s3cret@cache1:7000",
                "stats 42 s3cret@cache1",
                "attach 42 redis://s3cret@cache1",
            })
    void whatStandsBeforeAnAtSign_isInNoComplaint(String line) {
        assertThat(shell.run(line.split(" "))).isPositive();
        assertThat(shell.err()).startsWith("tiercel: ").contains("****@cache1").doesNotContain("s3cret");
    }

    @Test
    void versionAndHelp_areAnswers() {
        assertThat(shell.run("--version")).isZero();
        assertThat(shell.out()).isEqualToIgnoringNewLines("tiercel 0.1.0");
        assertThat(shell.run("help", "attach")).isZero();
        assertThat(shell.out()).contains("Usage: tiercel attach", "<pid>", "--jar");
    }

    @ParameterizedTest
    @CsvSource({
        "stats 41, no process 41",
        "attach 41, no process 41",
        "doctor 41, no process 41",
        "config 41, no process 41"
    })
    void noSuchJvm_isExitCodeThree(String line, String why) {
        assertThat(shell.run(line.split(" "))).isEqualTo(3);
        assertThat(shell.err()).startsWith("tiercel: " + why).contains("list");
        assertThat(shell.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stats", "methods", "detach", "reload", "doctor", "config", "report"})
    void aJvmWithoutTheAgent_isExitCodeThree_andSaysHowToBringItIn(String command) {
        shell.agent = null;

        assertThat(shell.run(command, "42")).isEqualTo(3);
        assertThat(shell.err()).contains("no agent", "attach 42");
        assertThat(shell.closed).isTrue();
    }

    @Test
    void theAgentsRefusal_isItsOwnWords() {
        shell.control.refusal = new IllegalArgumentException("redis.port: \"abc\" is no whole number");

        assertThat(shell.run("reload", "42", "redis.port=abc")).isEqualTo(1);
        assertThat(shell.err()).isEqualToIgnoringNewLines("tiercel: redis.port: \"abc\" is no whole number");
        assertThat(shell.control.asked).containsExactly("reload redis.port=abc");
    }

    @Test
    void whatAnOlderAgentDoesNotKnow_isSaid() {
        shell.control.refusal =
                new UndeclaredThrowableException(new ReflectionException(new NoSuchMethodException("doctor")));

        assertThat(shell.run("doctor", "42")).isEqualTo(1);
        assertThat(shell.err()).contains("another version").doesNotContain("Exception");
    }

    @Test
    void anAgentOrAJvmThatIsGone_isExitCodeThree() {
        shell.control.refusal = new UndeclaredThrowableException(new InstanceNotFoundException());
        assertThat(shell.run("methods", "42")).isEqualTo(3);
        assertThat(shell.err()).contains("has left");

        shell.control.refusal = new UndeclaredThrowableException(new IOException("reset"));
        assertThat(shell.run("methods", "42")).isEqualTo(3);
        assertThat(shell.err()).contains("has ended");
    }

    @Test
    void aFaultOfOurs_isOneLine() {
        shell.control.refusal = new ClassCastException("ours");

        assertThat(shell.run("methods", "42")).isEqualTo(1);
        assertThat(shell.err().lines()).hasSize(1);
        assertThat(shell.err()).contains("please report");
    }

    @Test
    void rows_areATable_orJson() {
        shell.control.rows = List.of(
                Map.of("node", "cache1:6379", "health", "UP", "since", "10:00"),
                Map.of("node", "backplane", "health", "IN_SYNC", "later", "column"));

        assertThat(shell.run("redis", "42")).isZero();
        assertThat(shell.out()).isEqualToNormalizingNewlines("""
                node         health   since  later
                cache1:6379  UP       10:00
                backplane    IN_SYNC         column
                """);
        assertThat(shell.run("redis", "42", "--json")).isZero();
        assertThat(shell.out()).startsWith("[").contains("\"later\": \"column\"");
    }

    @Test
    void theJarAsTheJvmSeesIt_isHandedOn() {
        shell.run("methods", "42", "--jar", "/opt/tiercel-agent.jar");

        assertThat(shell.jar).hasToString("/opt/tiercel-agent.jar");
    }

    @Test
    void changes_areHandedOn_andTold() {
        assertThat(shell.run("invalidate", "42", "products", "7")).isZero();
        assertThat(shell.run("clear", "42", "products")).isZero();
        assertThat(shell.run("invalidate-tag", "42", "products", "new")).isZero();
        assertThat(shell.run("invalidate-pattern", "42", "products", "user-*", "--dry-run"))
                .isZero();
        assertThat(shell.out()).contains("3 entries of products would be dropped");
        assertThat(shell.run("invalidate-pattern", "42", "products", "user-*", "--json"))
                .isZero();
        assertThat(shell.out()).contains("\"entries\": 3", "\"dry-run\": false");
        assertThat(shell.run("detach", "42")).isZero();
        assertThat(shell.out()).contains("has left");
        assertThat(shell.control.asked)
                .containsExactly(
                        "invalidate products 7",
                        "clear products",
                        "invalidateTag products new",
                        "invalidatePattern products user-* true",
                        "invalidatePattern products user-* false");
        assertThat(shell.loaded).containsExactly(":detach");
    }

    @Test
    void attach_loadsTheAgent_andTellsWhatItDid(@TempDir Path temp) throws IOException {
        shell.agent = null;
        shell.control.rows = List.of(Map.of("what", "classes woven", "value", "3"));
        Path file = Files.writeString(temp.resolve("tiercel.yaml"), "");

        assertThat(shell.run("attach", "42", file.toString())).isZero();
        assertThat(shell.loaded).containsExactly(file.toString());
        assertThat(shell.out()).contains("The agent 0.1.0 is in the JVM 42: ACTIVE", "classes woven", "3");

        assertThat(shell.run("attach", "42")).as("a second time").isZero();
        assertThat(shell.out()).contains("already");
        assertThat(shell.loaded).hasSize(1);

        assertThat(shell.run("attach", "42", "prefix=shop"))
                .as("with other settings")
                .isZero();
        assertThat(shell.control.asked).contains("reload prefix=shop");
    }

    @Test
    void attach_thatTheAgentRefuses_isExitCodeOne_andSaysWhy() {
        shell.agent = null;
        shell.refusal = "redis.port: \"abc\" is no whole number";

        assertThat(shell.run("attach", "42", "redis.port=abc")).isEqualTo(1);
        assertThat(shell.err()).contains("did not start", "redis.port");
    }

    @Test
    void attach_withAConfigurationThatIsWrong_isExitCodeOne() {
        shell.agent = null;
        shell.control.state = "UNCONFIGURED";

        assertThat(shell.run("attach", "42", "redis.port=abc")).isEqualTo(1);
        assertThat(shell.err()).contains("configuration is wrong", "config 42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere/tiercel.yaml", ":leave"})
    void settingsThatAreNone_areNotHandedOn(String settings) {
        shell.agent = null;

        assertThat(shell.run("attach", "42", settings)).isEqualTo(1);
        assertThat(shell.loaded).isEmpty();
    }

    @Test
    void doctor_putsAdviceBelow_andAnErrorIsExitCodeOne() {
        shell.control.rows = List.of(
                Map.of("level", "WARN", "subject", "server a", "finding", "noeviction", "advice", "volatile-lru"));
        assertThat(shell.run("doctor", "42")).isZero();
        assertThat(shell.out()).isEqualToNormalizingNewlines("""
                level  subject   finding
                WARN   server a  noeviction
                                 -> volatile-lru
                """);

        shell.control.rows = List.of(Map.of("level", "ERROR", "subject", "topology", "finding", "wrong"));
        assertThat(shell.run("doctor", "42", "--json")).isEqualTo(1);
        assertThat(shell.out()).contains("\"level\": \"ERROR\"");
    }

    @Test
    void doctor_ofAWrongConfiguration_asksNoRedis() {
        assertThat(shell.run("doctor", "--set", "redis.port=abc")).isEqualTo(1);
        assertThat(shell.out()).contains("configuration", "redis.port").doesNotContain("address");
    }

    @Test
    void settingsOfTheShell_areNotForARunningJvm() {
        assertThat(shell.run("doctor", "42", "--set", "redis.port=1")).isEqualTo(1);
        assertThat(shell.err()).contains("--set");
    }

    @Test
    void config_ofThisShell_tellsOriginsAsTheyWereSaid(@TempDir Path temp) throws IOException {
        Path file = Files.writeString(temp.resolve("given.yaml"), "prefix: shop\n");
        shell.environment.put("REDIS_HOST", "cache1");

        assertThat(shell.run("config", "--config", file.toString(), "--set", "defaults.ttl=7m"))
                .isZero();
        assertThat(shell.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "key value origin",
                        "prefix shop file " + file + " line 1 column 9",
                        "redis.host cache1 environment REDIS_HOST",
                        "defaults.ttl 7m --set defaults.ttl");
    }

    @Test
    void config_thatIsWrong_isExitCodeOne_andSaysWhatIs() {
        assertThat(shell.run("config", "--set", "redis.port=abc", "--json")).isEqualTo(1);
        assertThat(shell.out()).contains("\"errors\": [", "redis.port", "--set redis.port");
        assertThat(shell.err()).contains("redis.port").doesNotContain("system property");
    }

    @Test
    void list_tellsWhatDoesNotAnswer() {
        shell.jvms.add(new FoundJvm(7, "shop.Main", "17.0.15", "0.1.0", "ACTIVE"));
        shell.jvms.add(new FoundJvm(42, "hung.Main", null, null, null));

        assertThat(shell.run("list")).isZero();
        assertThat(shell.out()).isEqualToNormalizingNewlines("""
                pid  java             agent  state   main
                  7  17.0.15          0.1.0  ACTIVE  shop.Main
                 42  does not answer                 hung.Main
                """);
        shell.run("list", "--json");
        assertThat(shell.out()).contains("\"pid\": 7,", "\"java\": \"17.0.15\"");
    }

    @Test
    void completion_isAScriptOfAllCommands() {
        assertThat(shell.run("completion")).isZero();
        assertThat(shell.out()).startsWith("#!/usr/bin/env bash").contains("invalidate-pattern", "_complete_tiercel");
    }
}
