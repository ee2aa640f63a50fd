package dev.tiercel.weaving;

import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which methods are woven because of other libraries' annotations, so that a library's own interceptor can be told.
 * Holds no class. Thread-safe.
 */
final class Honoured {
    /** Of one class loader. */
    private static final class Methods {
        /** Class and method to whether it reads. */
        final Map<String, Boolean> byBody = new ConcurrentHashMap<>();

        /** Interface and method to the proxies that have it, by class and method. */
        final Map<String, Set<String>> byDeclaration = new ConcurrentHashMap<>();
    }

    private final Map<ClassLoader, Methods> methods = Collections.synchronizedMap(new WeakHashMap<>());

    /** Everything is going to be woven anew. */
    void forget() {
        methods.clear();
    }

    /** A method is woven; true: it reads. */
    void note(AnnotatedMethod annotated, boolean reads) {
        Methods known = methods.computeIfAbsent(annotated.loader(), any -> new Methods());
        MethodDescription method = annotated.method();
        String body = id(method.getDeclaringType().asErasure(), method);
        known.byBody.put(body, reads);
        MethodDescription declared = annotated.declaration().asDefined();
        TypeDescription declaring = declared.getDeclaringType().asErasure();
        if (declaring.isInterface()
                && !declaring.equals(method.getDeclaringType().asErasure())) {
            known.byDeclaration
                    .computeIfAbsent(id(declaring, declared), any -> Collections.synchronizedSet(new HashSet<>()))
                    .add(body);
        }
    }

    /** Whether that class's own method reads; null: it is not woven, or not because of such an annotation. */
    @Nullable
    Boolean reads(Class<?> owner, String method) {
        Methods known = methods.get(owner.getClassLoader());
        return known == null ? null : known.byBody.get(owner.getName() + "#" + method);
    }

    /** The classes whose woven methods implement that of an interface; of any loader that sees it. */
    List<Implementation> implementations(Class<?> declaring, String method) {
        List<Implementation> found = new ArrayList<>();
        Map<ClassLoader, Methods> all;
        synchronized (methods) {
            all = new WeakHashMap<>(methods);
        }
        all.forEach((loader, known) -> {
            Set<String> bodies = known.byDeclaration.getOrDefault(declaring.getName() + "#" + method, Set.of());
            for (String body : bodies.toArray(String[]::new)) {
                int end = body.indexOf('#');
                found.add(new Implementation(loader, body.substring(0, end), body.substring(end + 1)));
            }
        });
        return found;
    }

    /** @param method its name and descriptor */
    record Implementation(ClassLoader loader, String className, String method) {}

    private static String id(TypeDescription owner, MethodDescription method) {
        return owner.getName() + "#" + method.getName() + method.getDescriptor();
    }
}
