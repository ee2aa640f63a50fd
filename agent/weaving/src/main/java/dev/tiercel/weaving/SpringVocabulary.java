package dev.tiercel.weaving;

import dev.tiercel.config.CacheOverrides;
import dev.tiercel.expression.Expression;
import dev.tiercel.key.KeyPart;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.weaving.description.AnnotationDescription;
import dev.tiercel.weaving.description.AnnotationSource;
import dev.tiercel.weaving.description.MethodDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The annotations of Spring, {@code org.springframework.cache.annotation}. */
final class SpringVocabulary implements Vocabulary {
    private static final String PACKAGE = "org.springframework.cache.annotation.";
    private static final String READ = PACKAGE + "Cacheable";
    private static final String PUT = PACKAGE + "CachePut";
    private static final String EVICT = PACKAGE + "CacheEvict";
    private static final String SEVERAL = PACKAGE + "Caching";
    private static final String CONFIG = PACKAGE + "CacheConfig";
    private static final Set<String> OPERATIONS = Set.of(READ, PUT, EVICT, SEVERAL);

    /** Names of beans that do part of the work. */
    private static final List<String> BEANS = List.of("keyGenerator", "cacheManager", "cacheResolver");

    @Override
    public String library() {
        return "Spring";
    }

    @Override
    public String mark() {
        return "Lorg/springframework/cache/annotation/Cach";
    }

    @Override
    public Set<String> interceptors() {
        return Set.of(Interceptor.SPRING.internalName());
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
                case SEVERAL -> {
                    for (String attribute : List.of("cacheable", "put", "evict")) {
                        for (AnnotationDescription each :
                                Annotations.value(annotation, attribute, AnnotationDescription[].class)) {
                            operations.add(operation(each, annotated));
                        }
                    }
                }
                case READ, PUT, EVICT -> operations.add(operation(annotation, annotated));
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
                    default -> Annotations.flag(annotation, "allEntries") ? Kind.CLEAR : Kind.DROP;
                };
        AnnotationDescription config = Hierarchy.find(annotated, CONFIG);
        List<String> caches = names(annotation);
        if (caches.isEmpty() && config != null) {
            caches = names(config);
        }
        boolean known = text(annotation, config, "cacheResolver").isEmpty();
        return new Operation(kind, annotation, known ? caches : List.of());
    }

    private static List<String> names(AnnotationDescription annotation) {
        List<String> names = Arrays.asList(Annotations.value(annotation, "cacheNames", String[].class));
        return names.isEmpty() ? Arrays.asList(Annotations.value(annotation, "value", String[].class)) : names;
    }

    /** An attribute, or its default that the class states. */
    private static String text(
            AnnotationDescription annotation, @Nullable AnnotationDescription config, String attribute) {
        String given = Annotations.text(annotation, attribute);
        return given.isEmpty() && config != null ? Annotations.text(config, attribute) : given;
    }

    @Override
    public boolean isConditional(Operation operation) {
        return !Annotations.text(operation.annotation(), "condition").isEmpty()
                || (hasUnless(operation)
                        && !Annotations.text(operation.annotation(), "unless").isEmpty());
    }

    private static boolean hasUnless(Operation operation) {
        return operation.kind() == Kind.READ || operation.kind() == Kind.PUT;
    }

    @Override
    public Read read(Operation operation, AnnotatedMethod annotated, Handover handover) throws UnfitMethodException {
        checkPlain(operation, annotated);
        return new Read(
                operation.one(),
                key(operation, annotated, handover, false),
                CacheOverrides.NONE,
                expression(operation, "condition", annotated, false),
                expression(operation, "unless", annotated, true),
                null,
                null);
    }

    @Override
    public List<Write> writes(Operation operation, AnnotatedMethod annotated, Handover handover)
            throws UnfitMethodException {
        checkPlain(operation, annotated);
        boolean puts = operation.kind() == Kind.PUT;
        boolean before = !puts && Annotations.flag(operation.annotation(), "beforeInvocation");
        Moment moment = before ? new Moment(true, null) : Moment.AFTER;
        Expression condition = expression(operation, "condition", annotated, !before);
        Expression unless = puts ? expression(operation, "unless", annotated, true) : null;
        List<KeyPart> key = operation.kind() == Kind.CLEAR ? List.of() : key(operation, annotated, handover, !before);
        List<Write> writes = new ArrayList<>();
        for (String cache : operation.known()) {
            writes.add(
                    switch (operation.kind()) {
                        case PUT -> new Write.Put(cache, key, CacheOverrides.NONE, moment, condition, unless);
                        case DROP -> new Write.Drop(cache, key, moment, condition);
                        default -> new Write.Clear(cache, moment, condition);
                    });
        }
        return writes;
    }

    private static List<KeyPart> key(
            Operation operation, AnnotatedMethod annotated, Handover handover, boolean afterwards)
            throws UnfitMethodException {
        String text = Annotations.text(operation.annotation(), "key");
        if (text.isEmpty()) {
            return SpringKeys.all(annotated, handover);
        }
        return List.of(SpringKeys.part(text, annotated, handover, afterwards));
    }

    private static @Nullable Expression expression(
            Operation operation, String attribute, AnnotatedMethod annotated, boolean afterwards)
            throws UnfitMethodException {
        String text = Annotations.text(operation.annotation(), attribute);
        return text.isEmpty() ? null : SpringConditions.parse(attribute, text, annotated, afterwards);
    }

    private static void checkPlain(Operation operation, AnnotatedMethod annotated) throws UnfitMethodException {
        AnnotationDescription config = Hierarchy.find(annotated, CONFIG);
        for (String bean : BEANS) {
            String given = text(operation.annotation(), config, bean);
            boolean unused = bean.equals("keyGenerator") && operation.kind() == Kind.CLEAR;
            if (!given.isEmpty() && !unused) {
                throw new UnfitMethodException("its " + bean + " is the bean " + given);
            }
        }
    }
}
