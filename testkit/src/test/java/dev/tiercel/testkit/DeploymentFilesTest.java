package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What can be known of the deployment guide and its files without a cloud that runs them. */
class DeploymentFilesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path GUIDE = ROOT.resolve("docs/deploy");
    private static final Path TASK = ROOT.resolve("docker/aws/task-definition.json");
    private static final Path KUBERNETES = ROOT.resolve("docker/kubernetes/shop.yaml");
    private static final Path AGENT_IMAGE = ROOT.resolve("docker/Dockerfile.agent");

    private static final Pattern VARIABLE = Pattern.compile("\\b(?:REDIS|TIERCEL)_[A-Z0-9_]+\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** A row of the tables of settings begins with the key. */
    private static final Pattern SETTING = Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\|(.*)$");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            return files.toList().stream();
        }
    }

    static Stream<Path> all() throws IOException {
        return Stream.concat(pages(), Stream.of(TASK, KUBERNETES));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyVariable_isASetting(Path file) throws IOException {
        assertThat(VARIABLE.matcher(Files.readString(file)).results().map(MatchResult::group))
                .isSubsetOf(variables());
    }

    /** By the rule for names, and those that are read besides. */
    private static Set<String> variables() throws IOException {
        Set<String> known = new HashSet<>();
        SETTING.matcher(Files.readString(ROOT.resolve("docs/configuration.md")))
                .results()
                .forEach(setting -> {
                    String key = setting.group(1).toUpperCase(Locale.ROOT);
                    known.add("TIERCEL_" + key.replace('.', '_').replace('-', '_'));
                    VARIABLE.matcher(setting.group(2)).results().forEach(other -> known.add(other.group()));
                });
        assertThat(known).hasSizeGreaterThan(40);
        return known;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLink_leadsSomewhere(Path page) throws IOException {
        for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
            Path target = page.resolveSibling(link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).contains(link.group(2));
            }
        }
    }

    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void theTask_hasTheAgentFromTheFirstContainer() throws IOException {
        Map<?, ?> task = map(parse(TASK));
        List<?> containers = list(task.get("containerDefinitions"));
        Map<?, ?> agent = map(containers.get(0));
        Map<?, ?> shop = map(containers.get(1));
        assertThat(agent.get("essential")).isEqualTo(false);
        assertThat(map(list(shop.get("dependsOn")).get(0)))
                .isEqualTo(Map.of("containerName", agent.get("name"), "condition", "SUCCESS"));
        assertThat(mounts(agent, "containerPath")).isEqualTo(mounts(shop, "containerPath"));
        assertThat(environment(shop, "environment").get("JAVA_TOOL_OPTIONS")).startsWith(agentOption());
        assertThat(environment(shop, "secrets")).containsOnlyKeys("REDIS_PASSWORD");
        assertThat(map(shop.get("healthCheck")).get("command").toString()).contains("/health/liveness");
    }

    @Test
    void theDeployment_hasTheAgentFromItsInitContainer_andDoesNotProbeRedis() throws IOException {
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(Files.readString(KUBERNETES))
                .forEach(documents::add);
        assertThat(documents.stream().map(each -> String.valueOf(map(each).get("kind"))))
                .containsExactly("Deployment", "Service");
        Map<?, ?> template = map(map(map(documents.get(0)).get("spec")).get("template"));
        Map<?, ?> pod = map(template.get("spec"));
        Map<?, ?> init = map(list(pod.get("initContainers")).get(0));
        Map<?, ?> shop = map(list(pod.get("containers")).get(0));
        assertThat(mounts(shop, "mountPath")).containsAll(mounts(init, "mountPath"));
        assertThat(environment(shop, "env").get("JAVA_TOOL_OPTIONS")).isEqualTo(agentOption());
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            Object path = map(map(shop.get(probe)).get("httpGet")).get("path");
            assertThat(path).isIn("/health/liveness", "/health/readiness");
        }
        Object selector = map(map(documents.get(1)).get("spec")).get("selector");
        assertThat(map(template.get("metadata")).get("labels")).isEqualTo(selector);
    }

    /** Where the image of the agent copies its jar to. */
    private static String agentOption() throws IOException {
        assertThat(Files.readString(AGENT_IMAGE))
                .contains("ENTRYPOINT [\"cp\", \"/tiercel-agent.jar\", \"/tiercel/\"]");
        return "-javaagent:/tiercel/tiercel-agent.jar";
    }

    @Test
    void theImageOfTheAgent_isPinned_andCopiesWhatTheBuildMakes() throws IOException {
        assertThat(Files.readAllLines(AGENT_IMAGE))
                .contains(
                        "FROM busybox:1.37",
                        "COPY agent/dist/target/tiercel-agent.jar /tiercel-agent.jar",
                        "RUN mkdir /tiercel && chown 10001:10001 /tiercel",
                        "VOLUME [\"/tiercel\"]",
                        "USER 10001");
        assertThat(ROOT.resolve("docker/Dockerfile.agent.dockerignore"))
                .content()
                .contains("!agent/dist/target/tiercel-agent.jar");
    }

    private static List<String> mounts(Map<?, ?> container, String path) {
        Object mounts =
                container.containsKey("mountPoints") ? container.get("mountPoints") : container.get("volumeMounts");
        return list(mounts).stream()
                .map(mount -> String.valueOf(map(mount).get(path)))
                .toList();
    }

    private static Map<String, String> environment(Map<?, ?> container, String list) {
        Map<String, String> environment = new HashMap<>();
        for (Object each : list(container.get(list))) {
            environment.put(
                    String.valueOf(map(each).get("name")),
                    String.valueOf(map(each).get("value")));
        }
        return environment;
    }

    private static Object parse(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }
}
