package dev.tiercel.agent;

import dev.tiercel.Cached;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java program to be run in a virtual machine of its own, with the built agent unless told otherwise. It inherits none
 * of this build's settings for Java, Redis or Tiercel. Methods change it and return it.
 */
final class ForkedJvm {
    /** The product, as it is shipped. */
    static final Path AGENT = Path.of("target/tiercel-agent.jar").toAbsolutePath();

    /** The scenarios. */
    static final Path SCENARIOS = placeOf(ForkedJvm.class);

    /** All that an application needs of us at run time. */
    static final Path API = placeOf(Cached.class);

    private final Jdk jdk;
    private final List<String> agents = new ArrayList<>(List.of("-javaagent:" + AGENT));
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> prefix = new ArrayList<>();
    private List<Path> classPath = List.of(SCENARIOS, API);
    private Path directory = Path.of("").toAbsolutePath();
    private List<String> program;

    private ForkedJvm(Jdk jdk, String main) {
        this.jdk = jdk;
        this.program = List.of(main);
    }

    static ForkedJvm of(Jdk jdk, String main) {
        return new ForkedJvm(jdk, main);
    }

    static ForkedJvm of(String main) {
        return of(Jdk.RUNNING, main);
    }

    Jdk jdk() {
        return jdk;
    }

    ForkedJvm withoutAgent() {
        agents.clear();
        return this;
    }

    ForkedJvm agentArgument(String argument) {
        agents.set(0, "-javaagent:" + AGENT + "=" + argument);
        return this;
    }

    ForkedJvm agentOnceMore() {
        agents.add(agents.get(0));
        return this;
    }

    /** Ours, but a copy of it. */
    ForkedJvm agent(Path copy) {
        agents.set(0, "-javaagent:" + copy);
        return this;
    }

    /** A command that starts the one that follows it. */
    ForkedJvm startedBy(List<String> command) {
        prefix.addAll(command);
        return this;
    }

    ForkedJvm in(Path workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    /** Another one, before ours; it is written as on the command line. */
    ForkedJvm agentBefore(String option) {
        agents.add(0, option);
        return this;
    }

    ForkedJvm agentAfter(String option) {
        agents.add(option);
        return this;
    }

    ForkedJvm withoutRedis() {
        return environment("REDIS_ENABLED", "false");
    }

    /** Every class is verified, as those of an application are anyway, the JDK's own too. */
    ForkedJvm verifyingAll() {
        return option("-Xverify:all").option("-XX:-PrintWarnings");
    }

    ForkedJvm property(String name, String value) {
        return option("-D" + name + "=" + value);
    }

    ForkedJvm option(String option) {
        options.add(option);
        return this;
    }

    ForkedJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ForkedJvm classPath(List<Path> places) {
        classPath = places;
        return this;
    }

    ForkedJvm program(String... mainAndArguments) {
        program = List.of(mainAndArguments);
        return this;
    }

    ForkedJvm arguments(String... arguments) {
        return program(Stream.concat(program.stream().limit(1), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    /** Appends arguments. */
    ForkedJvm with(String... arguments) {
        return program(Stream.concat(program.stream(), Arrays.stream(arguments)).toArray(String[]::new));
    }

    /** Runs it to its end. */
    Ended run() {
        try (RunningJvm running = start()) {
            return running.awaitEnd();
        }
    }

    /** Starts it, for a talk with it; to be closed. */
    RunningJvm start() {
        if (!Files.isRegularFile(AGENT)) {
            throw new IllegalStateException(AGENT + " does not exist: build it with `mvn verify`");
        }
        List<String> command = new ArrayList<>(prefix);
        command.add(jdk.java());
        command.addAll(agents);
        command.addAll(options);
        if (!classPath.isEmpty()) {
            command.add("-cp");
            command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        }
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(ForkedJvm::isSetting);
        builder.environment().putAll(environment);
        try {
            return new RunningJvm(String.join(" ", command), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSetting(String variable) {
        return Stream.of("JAVA", "JDK_", "_JAVA", "MAVEN_", "REDIS_", "TIERCEL_", "CACHE_")
                .anyMatch(variable::startsWith);
    }

    static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
