package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Sources that cannot be compiled with the tests, because they need other libraries, another release, or a module. */
final class Compiled {
    static final Path SOURCES = Path.of("src/test/resources").toAbsolutePath();

    private Compiled() {}

    /** Compiles all sources of a folder under {@code src/test/resources} into the target. */
    static Path into(Path target, String folder, List<Path> classPath, String... options) {
        return into(target, List.of(folder), classPath, options);
    }

    /** Likewise, of several folders at once. */
    static Path into(Path target, List<String> folders, List<Path> classPath, String... options) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<File> sources = folders.stream().flatMap(Compiled::sourcesOf).toList();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            all(target, classPath, options),
                            null,
                            files.getJavaFileObjectsFromFiles(sources))
                    .call();
            assertThat(compiled).as(said::toString).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target;
    }

    /** As {@link #into(Path, String, List, String...)}, by the compiler of another JDK. */
    static void by(Jdk jdk, Path target, String folder, List<Path> classPath, String... options) {
        List<String> arguments = all(target, classPath, options);
        sourcesOf(folder).map(File::getPath).forEach(arguments::add);
        by(jdk, arguments.toArray(String[]::new));
    }

    /** Runs the compiler of another JDK. */
    static void by(Jdk jdk, String... arguments) {
        Ended unused = ForkedJvm.of(jdk, "-m")
                .withoutAgent()
                .classPath(List.of())
                .with("jdk.compiler/com.sun.tools.javac.Main")
                .with(arguments)
                .run()
                .well();
    }

    private static List<String> all(Path target, List<Path> classPath, String... options) {
        String places = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> all = new ArrayList<>(List.of(options));
        if (!all.contains("-processorpath")) {
            all.add("-proc:none");
        }
        all.addAll(List.of("-d", target.toString(), "-cp", places));
        return all;
    }

    private static Stream<File> sourcesOf(String folder) {
        return Stream.of(SOURCES.resolve(folder).toFile().listFiles((dir, name) -> name.endsWith(".java")));
    }
}
