package dev.tiercel.weaving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
    /**
     * Libraries that nobody annotates: neither their classes nor their supertypes are looked at. The mark keeps a name from
     * being renamed when the agent is packed, as our own copies of those libraries are.
     */
    private static final String[] MARKED = {
        "java/",
        "javax/",
        "jdk/internal/",
        "sun/",
        "com/sun/",
        "jakarta/",
        "kotlin/",
        "scala/",
        "groovy/",
        "clojure/",
        "dev/tiercel/weaving/",
        "dev/tiercel/shaded/",
        "~net/bytebuddy/",
        "~org/objectweb/asm/",
        "io/micronaut/",
        "org/springframework/",
        "io/quarkus/",
        "org/hibernate/",
        "org/jboss/",
        "io/smallrye/",
        "~io/netty/",
        "~io/lettuce/",
        "~reactor/",
        "io/reactivex/",
        "~org/reactivestreams/",
        "io/projectreactor/",
        "com/fasterxml/",
        "~tools/jackson/",
        "com/google/common/",
        "com/google/gson/",
        "com/github/benmanes/",
        "org/h2/",
        "org/postgresql/",
        "com/mysql/",
        "org/mariadb/",
        "oracle/",
        "com/zaxxer/",
        "org/redisson/",
        "org/apache/catalina/",
        "org/apache/tomcat/",
        "org/apache/coyote/",
        "org/apache/commons/",
        "org/apache/logging/",
        "org/apache/juli/",
        "org/apache/http/",
        "org/apache/kafka/",
        "org/apache/ibatis/",
        "org/eclipse/jetty/",
        "ch/qos/logback/",
        "~org/slf4j/",
        "org/yaml/",
        "~org/snakeyaml/",
        "io/micrometer/",
        "io/opentelemetry/",
        "~io/prometheus/",
        "org/junit/",
        "org/assertj/",
        "org/mockito/",
        "org/openjdk/jmh/"
    };

    /** In order; none of them begins another. */
    private static final String[] FOREIGN = unmarked();

    private static final String API = "dev/tiercel/";

    /** The JDK's proxies; the second is where those of interfaces are that a module does not export. */
    private static final String[] JDK_PROXIES = {"jdk/proxy", "com/sun/proxy/"};

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

    private static String[] unmarked() {
        String[] names = MARKED.clone();
        for (int i = 0; i < names.length; i++) {
            names[i] = names[i].startsWith("~") ? names[i].substring(1) : names[i];
        }
        Arrays.sort(names);
        return names;
    }

    private boolean isNamed(String name) {
        for (Predicate<String> each : named) {
            if (each.test(name)) {
                return true;
            }
        }
        return false;
    }

    /** True where the class file should be read wholly. */
    boolean isCandidate(ClassLoader loader, String name, byte[] file) {
        if (isNamed(name)) {
            return true;
        }
        if (isForeign(name) && !isJdkProxy(name)) {
            return false;
        }
        if (ClassShape.hasConstant(file, marks)) {
            return true;
        }
        ClassShape shape = ClassShape.read(file);
        return shape != null && hasCandidateSupertype(shape, loader);
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
        if (isForeign(name) && !isJdkProxy(name)) {
            return false;
        }
        byte[] file = isJdkProxy(name) ? null : read(name, loader);
        return file == null ? hasCandidateSupertype(ClassShape.of(type), loader) : isCandidate(loader, name, file);
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
        return !isForeign(supertype) || (libraries && !supertype.startsWith("java/"));
    }

    private boolean isSupertypeCandidate(String name, ClassLoader loader) {
        Map<String, Boolean> known = answers.computeIfAbsent(loader, any -> new ConcurrentHashMap<>());
        Boolean answer = known.get(name);
        if (answer == null) {
            byte[] file = read(name, loader);
            ClassShape shape = file == null ? null : ClassShape.read(file);
            answer = file != null
                    && shape != null
                    && (ClassShape.hasConstant(file, marks) || hasCandidateSupertype(shape, loader));
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

    static boolean isJdkProxy(String name) {
        return name.startsWith(JDK_PROXIES[0]) || name.startsWith(JDK_PROXIES[1]);
    }

    /** @param name with slashes */
    static boolean isForeign(String name) {
        int found = Arrays.binarySearch(FOREIGN, name);
        int before = -2 - found; // What a name begins with is the last that comes before it.
        return found >= 0
                || (before >= 0 && name.startsWith(FOREIGN[before]))
                || (name.startsWith(API) && name.indexOf('/', API.length()) < 0);
    }
}
