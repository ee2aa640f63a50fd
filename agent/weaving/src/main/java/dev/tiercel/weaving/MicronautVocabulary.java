package dev.tiercel.weaving;

import dev.tiercel.config.CacheOverrides;
import dev.tiercel.key.KeyPart;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.weaving.description.AnnotationDescription;
import dev.tiercel.weaving.description.AnnotationSource;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.ParameterDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The annotations of Micronaut, {@code io.micronaut.cache.annotation}. */
final class MicronautVocabulary implements Vocabulary {
    private static final String PACKAGE = "io.micronaut.cache.annotation.";
    private static final String READ = PACKAGE + "Cacheable";
    private static final String PUT = PACKAGE + "CachePut";
    private static final String PUTS = PACKAGE + "PutOperations";
    private static final String INVALIDATE = PACKAGE + "CacheInvalidate";
    private static final String INVALIDATES = PACKAGE + "InvalidateOperations";
    private static final String CONFIG = PACKAGE + "CacheConfig";
    private static final String GENERATOR = "io.micronaut.cache.interceptor.DefaultCacheKeyGenerator";
    private static final Set<String> OPERATIONS = Set.of(READ, PUT, PUTS, INVALIDATE, INVALIDATES);

    @Override
    public String library() {
        return "Micronaut";
    }

    @Override
    public String mark() {
        return "Lio/micronaut/cache/annotation/";
    }

    @Override
    public Set<String> interceptors() {
        return Set.of(Interceptor.MICRONAUT.internalName());
    }

    @Override
    public boolean speaksOf(MethodDescription declaration) {
        return Operations.standOn(declaration, OPERATIONS);
    }

    @Override
    public List<Operation> operations(AnnotatedMethod annotated) {
        List<Operation> operations = new ArrayList<>();
        AnnotationSource source = Operations.source(annotated.declaration(), OPERATIONS);
        for (AnnotationDescription annotation : source.getDeclaredAnnotations()) {
            switch (annotation.getAnnotationType().getName()) {
                case PUTS, INVALIDATES -> {
                    for (AnnotationDescription each :
                            Annotations.value(annotation, "value", AnnotationDescription[].class)) {
                        operations.add(operation(each, annotated));
                    }
                }
                case READ, PUT, INVALIDATE -> operations.add(operation(annotation, annotated));
                default -> {}
            }
        }
        return operations;
    }

    private static Operation operation(AnnotationDescription annotation, AnnotatedMethod annotated) {
        Kind kind =
                switch (annotation.getAnnotationType().getName()) {
                    case READ -> Kind.READ;
                    case PUT -> Kind.PUT;
                    default -> Annotations.flag(annotation, "all") ? Kind.CLEAR : Kind.DROP;
                };
        List<String> caches = names(annotation);
        AnnotationDescription config = Hierarchy.find(annotated, CONFIG);
        if (caches.isEmpty() && config != null) {
            caches = names(config);
        }
        // A placeholder is filled in by Micronaut alone.
        boolean known = caches.stream().noneMatch(name -> name.contains("${") || name.contains("#{"));
        return new Operation(kind, annotation, known ? caches : List.of());
    }

    private static List<String> names(AnnotationDescription annotation) {
        List<String> names = Arrays.asList(Annotations.value(annotation, "cacheNames", String[].class));
        return names.isEmpty() ? Arrays.asList(Annotations.value(annotation, "value", String[].class)) : names;
    }

    @Override
    public boolean isConditional(Operation operation) {
        return false; // A condition of Micronaut's is not honoured.
    }

    @Override
    public Read read(Operation operation, AnnotatedMethod annotated, Handover handover) throws UnfitMethodException {
        checkPlain(operation, annotated);
        return new Read(
                operation.one(),
                key(operation, annotated, handover),
                CacheOverrides.NONE,
                null,
                Absent.INSTANCE,
                null,
                null);
    }

    @Override
    public List<Write> writes(Operation operation, AnnotatedMethod annotated, Handover handover)
            throws UnfitMethodException {
        checkPlain(operation, annotated);
        List<Write> writes = new ArrayList<>();
        for (String cache : operation.known()) {
            writes.add(
                    switch (operation.kind()) {
                        case PUT ->
                            new Write.Put(
                                    cache,
                                    key(operation, annotated, handover),
                                    CacheOverrides.NONE,
                                    Moment.AFTER,
                                    null,
                                    Absent.INSTANCE);
                        case DROP -> new Write.Drop(cache, key(operation, annotated, handover), Moment.AFTER, null);
                        default -> new Write.Clear(cache, Moment.AFTER, null);
                    });
        }
        return writes;
    }

    /** The parameters named, in their own order, as Micronaut has it; or all. */
    private static List<KeyPart> key(Operation operation, AnnotatedMethod annotated, Handover handover)
            throws UnfitMethodException {
        MethodDescription declaration = annotated.declaration();
        Set<Integer> named = new HashSet<>();
        for (String name : Annotations.value(operation.annotation(), "parameters", String[].class)) {
            named.add(ParameterNames.get(annotated, name).getIndex());
        }
        List<KeyPart> parts = new ArrayList<>();
        for (ParameterDescription parameter : declaration.getParameters()) {
            if (named.isEmpty() || named.contains(parameter.getIndex())) {
                parts.add(handover.part(parameter, ""));
            }
        }
        return parts;
    }

    private static void checkPlain(Operation operation, AnnotatedMethod annotated) throws UnfitMethodException {
        if (operation.kind() != Kind.CLEAR) {
            checkGenerator(operation.annotation());
            checkGenerator(Hierarchy.find(annotated, CONFIG));
        }
        String condition = Annotations.text(operation.annotation(), "condition");
        if (!condition.isEmpty()) {
            throw new UnfitMethodException("its condition \"" + condition + "\" is Micronaut's own language");
        }
    }

    private static void checkGenerator(@Nullable AnnotationDescription annotation) throws UnfitMethodException {
        String given = annotation == null
                ? GENERATOR
                : Annotations.value(annotation, "keyGenerator", TypeDescription.class)
                        .getName();
        if (!given.equals(GENERATOR)) {
            throw new UnfitMethodException("its keyGenerator is " + given);
        }
    }
}
