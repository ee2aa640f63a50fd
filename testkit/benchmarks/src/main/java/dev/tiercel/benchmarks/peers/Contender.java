package dev.tiercel.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is compared, and what each has on its class path: our classes, JMH, and its own libraries. */
enum Contender {
    BY_HAND("by hand", HandWritten.class.getName(), ""),
    BY_HAND_COARSE("by hand, coarse clock", HandWrittenCoarse.class.getName(), ""),
    TIERCEL("Tiercel", Woven.class.getName(), ""),
    SPRING("Spring Cache", "dev.tiercel.benchmarks.peers.spring.SpringPeer", "spring"),
    MICRONAUT("Micronaut Cache", "dev.tiercel.benchmarks.peers.micronaut.MicronautPeer", "micronaut"),
    JETCACHE("JetCache", "dev.tiercel.benchmarks.peers.jetcache.JetCachePeer", "jetcache"),
    REDISSON("Redisson", "dev.tiercel.benchmarks.peers.redisson.RedissonPeer", "redisson");

    private static final Predicate<String> TO_MEASURE =
            Pattern.compile("(jmh-|jopt-simple|commons-math3|jspecify).*").asPredicate();
    private static final Predicate<String> OF_THE_HAND = Pattern.compile(
                    "^(caffeine|lettuce|netty|reactor|reactive|jackson|slf4j|redis-authx).*")
            .asPredicate();
    private static final Predicate<String> API =
            Pattern.compile("^tiercel-api.*").asPredicate();

    final String title;
    final String className;
    private final String folder;

    Contender(String title, String className, String folder) {
        this.title = title;
        this.className = className;
        this.folder = folder;
    }

    /** @param target the folder that the benchmarks were built in, with {@code classes} and {@code lib} */
    String classPath(Path target) throws IOException {
        Path lib = target.resolve("lib");
        List<String> path = new ArrayList<>(List.of(target.resolve("classes").toString()));
        path.addAll(jars(lib, TO_MEASURE));
        if (this == TIERCEL) {
            path.addAll(jars(lib, API));
        } else if (folder.isEmpty()) {
            path.addAll(jars(lib, OF_THE_HAND));
        } else {
            Path peer = target.resolveSibling("peers").resolve(folder).resolve("target");
            path.addAll(jars(peer, any -> true));
            path.addAll(jars(peer.resolve("lib"), name -> !TO_MEASURE.test(name)));
        }
        return String.join(java.io.File.pathSeparator, path);
    }

    private static List<String> jars(Path folder, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> wanted.test(file.getFileName().toString()))
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.toList());
        }
    }
}
