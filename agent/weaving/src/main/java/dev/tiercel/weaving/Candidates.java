package dev.tiercel.weaving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which classes may have something to weave: those in the {@link Scope} of a dialect, and those with such a supertype.
 * Cheap first: a look at the name, one at the constants, and only for the application's own classes the files of their
 * supertypes, remembered for each class loader. Thread-safe.
 */
final class Candidates {
    private final Map<ClassLoader, Map<String, Boolean>> answers = Collections.synchronizedMap(new WeakHashMap<>());

    private final byte[][] marks;
    private final List<Predicate<String>> named;
    private final boolean libraries;

    Candidates(List<Dialect> dialects) {
        List<byte[]> texts = new ArrayList<>();
        List<Predicate<String>> classes = new ArrayList<>();
        boolean followed = false;
        for (Dialect dialect : dialects) {
            Scope scope = dialect.scope();
            scope.marks().forEach(mark -> texts.add(mark.getBytes(StandardCharsets.ISO_8859_1)));
            classes.add(scope.classes());
            followed |= scope.libraries();
        }
        marks = texts.toArray(new byte[0][]);
        named = List.copyOf(classes);
        libraries = followed;
    }

    /** True where a dialect wants the class by its name, of whatever library it is. */
    boolean isNamed(String name) {
        for (Predicate<String> each : named) {
            if (each.test(name)) {
                return true;
            }
        }
        return false;
    }

    /** What is to be known of a class file here; null: it is none that we understand. */
    @Nullable
    ClassShape shape(byte[] file) {
        return ClassShape.read(file, marks);
    }

    /**
     * True where the class file should be read wholly.
     *
     * @param shape of the file
     */
    boolean isCandidate(ClassLoader loader, String name, @Nullable ClassShape shape) {
        if (isNamed(name)) {
            return true;
        }
        return shape != null && !Library.isForeign(name) && isCandidate(loader, shape);
    }

    private boolean isCandidate(ClassLoader loader, ClassShape shape) {
        return shape.isMarked() || hasCandidateSupertype(shape, loader);
    }

    /**
     * As {@link #isCandidate}, of a class that is loaded already: by its file where its loader has that, else by its supertypes.
     *
     * @param name with slashes
     */
    boolean isLoadedCandidate(Class<?> type, ClassLoader loader, String name) {
        if (isNamed(name)) {
            return true;
        }
        if (Library.isForeign(name)) {
            return false;
        }
        byte[] file = Library.isJdkProxy(name) ? null : read(name, loader);
        ClassShape shape = file == null ? ClassShape.of(type) : shape(file);
        return shape != null && isCandidate(loader, shape);
    }

    private boolean hasCandidateSupertype(ClassShape shape, ClassLoader loader) {
        for (String supertype : shape.supertypes()) {
            if (isNamed(supertype) || (isLookedAt(supertype) && isSupertypeCandidate(supertype, loader))) {
                return true;
            }
        }
        return false;
    }

    /** The JDK's own are never followed: there are many, and rules name those that they mean. */
    private boolean isLookedAt(String supertype) {
        return !Library.isForeign(supertype) || (libraries && !supertype.startsWith("java/"));
    }

    private boolean isSupertypeCandidate(String name, ClassLoader loader) {
        Map<String, Boolean> known = answers.computeIfAbsent(loader, any -> new ConcurrentHashMap<>());
        Boolean answer = known.get(name);
        if (answer == null) {
            byte[] file = read(name, loader);
            ClassShape shape = file == null ? null : shape(file);
            answer = shape != null && isCandidate(loader, shape);
            known.put(name, answer);
        }
        return answer;
    }

    /** A class's file, as its loader has it; null: it has none. */
    static byte @Nullable [] read(String name, ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }
}
