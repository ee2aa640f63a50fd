package dev.tiercel.weaving;

import dev.tiercel.config.CacheOverrides;
import dev.tiercel.key.KeyPart;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec.Failures;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.weaving.description.AnnotationDescription;
import dev.tiercel.weaving.description.AnnotationSource;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.ParameterDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The annotations of JSR-107, {@code javax.cache.annotation}. */
final class Jsr107Vocabulary implements Vocabulary {
    private static final String PACKAGE = "javax.cache.annotation.";
    private static final String RESULT = PACKAGE + "CacheResult";
    private static final String PUT = PACKAGE + "CachePut";
    private static final String REMOVE = PACKAGE + "CacheRemove";
    private static final String REMOVE_ALL = PACKAGE + "CacheRemoveAll";
    private static final String DEFAULTS = PACKAGE + "CacheDefaults";
    private static final String KEY = PACKAGE + "CacheKey";
    private static final String VALUE = PACKAGE + "CacheValue";
    private static final Set<String> OPERATIONS = Set.of(RESULT, PUT, REMOVE, REMOVE_ALL);

    private final EventLog log;

    Jsr107Vocabulary(EventLog log) {
        this.log = log;
    }

    @Override
    public String library() {
        return "the provider of JSR-107";
    }

    @Override
    public String mark() {
        return "Ljavax/cache/annotation/Cache";
    }

    @Override
    public Set<String> interceptors() {
        return Set.of(Interceptor.SPRING_JCACHE.internalName(), Interceptor.MICRONAUT.internalName());
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
            String name = annotation.getAnnotationType().getName();
            if (OPERATIONS.contains(name)) {
                operations.add(
                        new Operation(kind(name, annotation), annotation, List.of(cache(annotation, annotated))));
            }
        }
        return operations;
    }

    private static Kind kind(String name, AnnotationDescription annotation) {
        return switch (name) {
            case RESULT -> Annotations.flag(annotation, "skipGet") ? Kind.PUT : Kind.READ;
            case PUT -> Kind.PUT;
            case REMOVE -> Kind.DROP;
            default -> Kind.CLEAR;
        };
    }

    /** The name that is given, else the class's, else the one that the specification makes of the method. */
    private static String cache(AnnotationDescription annotation, AnnotatedMethod annotated) {
        String given = Annotations.text(annotation, "cacheName");
        AnnotationDescription defaults = Hierarchy.find(annotated, DEFAULTS);
        if (given.isEmpty() && defaults != null) {
            given = Annotations.text(defaults, "cacheName");
        }
        return given.isEmpty() ? CacheNames.withParameters(annotated.declaration()) : given;
    }

    @Override
    public boolean isConditional(Operation operation) {
        return false;
    }

    @Override
    public Read read(Operation operation, AnnotatedMethod annotated, Handover handover) throws UnfitMethodException {
        checkPlain(operation, annotated);
        noteExceptions(operation, annotated);
        return new Read(
                operation.one(), key(annotated.declaration(), handover), CacheOverrides.NONE, null, null, null, null);
    }

    @Override
    public List<Write> writes(Operation operation, AnnotatedMethod annotated, Handover handover)
            throws UnfitMethodException {
        checkPlain(operation, annotated);
        MethodDescription declaration = annotated.declaration();
        String cache = operation.one();
        return List.of(
                switch (operation.kind()) {
                    case PUT -> put(operation.annotation(), cache, annotated, handover);
                    case DROP ->
                        new Write.Drop(cache, key(declaration, handover), moment(operation.annotation()), null);
                    default -> new Write.Clear(cache, moment(operation.annotation()), null);
                });
    }

    private Write put(AnnotationDescription annotation, String cache, AnnotatedMethod annotated, Handover handover)
            throws UnfitMethodException {
        List<KeyPart> key = key(annotated.declaration(), handover);
        Write.Given given = null;
        if (annotation.getAnnotationType().getName().equals(PUT)) {
            ParameterDescription value = value(annotated.declaration());
            given = new Write.Given(handover.position(value), result(value.getType()));
        }
        return new Write.Put(cache, key, CacheOverrides.NONE, Moment.AFTER, null, null, given);
    }

    /** As that of a method that returns such a value. */
    private static Result result(TypeDescription type) {
        return new Result(
                Wrapper.NONE,
                false,
                ReturnTypes.valueType(type),
                type.asErasure().getName(),
                Immutability.isShareable(type));
    }

    private static ParameterDescription value(MethodDescription declaration) throws UnfitMethodException {
        List<ParameterDescription> marked = declaration.getParameters().stream()
                .filter(parameter -> Annotations.has(parameter, VALUE))
                .toList();
        if (marked.size() != 1) {
            throw new UnfitMethodException("not one but " + marked.size() + " of its parameters are @CacheValue");
        }
        return marked.get(0);
    }

    /** All parameters, or those marked as the key; never the value. */
    private static List<KeyPart> key(MethodDescription declaration, Handover handover) throws UnfitMethodException {
        boolean marked = declaration.getParameters().stream().anyMatch(parameter -> Annotations.has(parameter, KEY));
        List<KeyPart> parts = new ArrayList<>();
        for (ParameterDescription parameter : declaration.getParameters()) {
            if (marked ? Annotations.has(parameter, KEY) : !Annotations.has(parameter, VALUE)) {
                parts.add(handover.part(parameter, ""));
            }
        }
        return parts;
    }

    private static Moment moment(AnnotationDescription annotation) {
        if (!Annotations.flag(annotation, "afterInvocation")) {
            return new Moment(true, null);
        }
        List<String> made = classes(annotation, "evictFor");
        List<String> notMade = classes(annotation, "noEvictFor");
        // Where nothing is said, every exception prevents it.
        return new Moment(
                false,
                made.isEmpty() && notMade.isEmpty()
                        ? new Failures(List.of(), List.of("java.lang.Throwable"))
                        : new Failures(made, notMade));
    }

    private static List<String> classes(AnnotationDescription annotation, String attribute) {
        return Arrays.stream(Annotations.value(annotation, attribute, TypeDescription[].class))
                .map(TypeDescription::getName)
                .toList();
    }

    private static void checkPlain(Operation operation, AnnotatedMethod annotated) throws UnfitMethodException {
        checkDefault(operation.annotation(), "cacheResolverFactory", "CacheResolverFactory");
        boolean keyed = operation.kind() != Kind.CLEAR;
        if (keyed) {
            checkDefault(operation.annotation(), "cacheKeyGenerator", "CacheKeyGenerator");
        }
        AnnotationDescription defaults = Hierarchy.find(annotated, DEFAULTS);
        if (defaults != null) {
            checkDefault(defaults, "cacheResolverFactory", "CacheResolverFactory");
            if (keyed) {
                checkDefault(defaults, "cacheKeyGenerator", "CacheKeyGenerator");
            }
        }
    }

    private static void checkDefault(AnnotationDescription annotation, String attribute, String none)
            throws UnfitMethodException {
        String given =
                Annotations.value(annotation, attribute, TypeDescription.class).getName();
        if (!given.equals(PACKAGE + none)) {
            throw new UnfitMethodException("its " + attribute + " is " + given);
        }
    }

    private void noteExceptions(Operation operation, AnnotatedMethod annotated) {
        String cache = Annotations.text(operation.annotation(), "exceptionCacheName");
        if (!cache.isEmpty()) {
            log.warn(annotated.name() + " is cached, but not its exceptions in " + cache
                    + ": the method runs again after each of them");
        }
    }
}
