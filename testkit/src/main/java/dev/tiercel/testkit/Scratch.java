package dev.tiercel.testkit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Folders of the servers, all in one folder of this JVM. A folder outlives the restarts of its server, and none outlives
 * the JVM: a small shell waits at the end of a pipe from it and then deletes all. The servers end in the same moment,
 * each by its own watchdog, and may still write: so it tries again.
 */
final class Scratch {
    private static final String GUARD = """
            trap '' HUP INT TERM
            read -r line
            i=0
            while [ -e "$1" ] && [ "$i" -lt 100 ]; do
                rm -rf -- "$1" || sleep 0.1
                i=$((i + 1))
            done
            """;

    private static @Nullable Path root;

    private Scratch() {}

    static Path folder() {
        try {
            return Files.createTempDirectory(root(), "");
        } catch (IOException e) {
            throw new RedisServerException(
                    "cannot make a folder for a server in [" + System.getProperty("java.io.tmpdir") + "]: " + e, e);
        }
    }

    private static synchronized Path root() throws IOException {
        if (root == null || !Files.isDirectory(root)) {
            Path folder = Files.createTempDirectory("tiercel-testkit-");
            new ProcessBuilder("/bin/sh", "-c", GUARD, "tiercel-testkit-guard", folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            root = folder;
        }
        return root;
    }

    /** Deletes a file or a folder with all that is in it; what is not there is no error. */
    static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new RedisServerException("cannot delete [" + path + "]: " + e, e);
        }
    }
}
