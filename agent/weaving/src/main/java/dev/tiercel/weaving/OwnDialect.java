package dev.tiercel.weaving;

import dev.tiercel.config.CacheOverrides;
import dev.tiercel.config.Durations;
import dev.tiercel.key.KeyPart;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import org.jspecify.annotations.Nullable;

/** Our own annotations. What cannot be cached is refused, with the reason and what to do. */
final class OwnDialect implements Dialect {
    private static final String CACHED = "dev.tiercel.Cached";
    private static final String PUT = "dev.tiercel.CachePut";
    private static final String INVALIDATE = "dev.tiercel.CacheInvalidate";
    private static final String INVALIDATES = "dev.tiercel.CacheInvalidate$List";
    private static final String KEY = "dev.tiercel.CacheKey";
    private static final Set<String> ANNOTATIONS = Set.of(CACHED, PUT, INVALIDATE, INVALIDATES);

    @Override
    public Scope scope() {
        return Scope.ofMarks("Ldev/tiercel/Cache");
    }

    @Override
    public boolean speaksOf(MethodDescription declaration) {
        return declaration.getDeclaredAnnotations().stream()
                .anyMatch(annotation ->
                        ANNOTATIONS.contains(annotation.getAnnotationType().getName()));
    }

    @Override
    public WovenMethod read(AnnotatedMethod annotated) throws UnfitMethodException {
        MethodDescription declaration = annotated.declaration();
        AnnotationDescription cached = Annotations.find(declaration, CACHED);
        Handover handover = new Handover(annotated);
        List<Write> writes = writes(declaration, handover);
        if (cached != null && !writes.isEmpty()) {
            throw new UnfitMethodException("it is annotated both to read and to change; split it in two methods");
        }
        Result result = ReturnTypes.result(annotated);
        Read read = null;
        if (cached != null) {
            ReturnTypes.checkRead(declaration.getReturnType());
            read = new Read(
                    cacheName(cached, declaration), key(declaration, handover), said(cached), null, null, null, null);
        } else if (writes.stream().anyMatch(Write.Put.class::isInstance)) {
            ReturnTypes.checkPut(declaration.getReturnType());
        } else {
            ReturnTypes.checkInvalidate(declaration.getReturnType());
        }
        List<ParameterDescription.InDefinedShape> passed = handover.passed();
        return new WovenMethod(
                annotated.method(), passed, new MethodSpec(annotated.name(), passed.size(), result, read, writes));
    }

    private static List<Write> writes(MethodDescription declaration, Handover handover) throws UnfitMethodException {
        List<Write> writes = new ArrayList<>();
        AnnotationDescription put = Annotations.find(declaration, PUT);
        if (put != null) {
            writes.add(new Write.Put(
                    named(Annotations.text(put, "cache")),
                    key(declaration, handover),
                    said(put),
                    Moment.AFTER,
                    null,
                    null));
        }
        AnnotationDescription one = Annotations.find(declaration, INVALIDATE);
        if (one != null) {
            addInvalidate(one, declaration, handover, writes);
        }
        AnnotationDescription several = Annotations.find(declaration, INVALIDATES);
        if (several != null) {
            for (AnnotationDescription each : Annotations.value(several, "value", AnnotationDescription[].class)) {
                addInvalidate(each, declaration, handover, writes);
            }
        }
        return writes;
    }

    private static void addInvalidate(
            AnnotationDescription invalidate, MethodDescription declaration, Handover handover, List<Write> writes)
            throws UnfitMethodException {
        boolean all = Annotations.flag(invalidate, "all");
        for (String cache : Annotations.value(invalidate, "cache", String[].class)) {
            writes.add(
                    all
                            ? new Write.Clear(named(cache), Moment.AFTER, null)
                            : new Write.Drop(named(cache), key(declaration, handover), Moment.AFTER, null));
        }
    }

    private static String named(String cache) throws UnfitMethodException {
        if (cache.isBlank()) {
            throw new UnfitMethodException("its annotation names no cache; say cache = \"...\"");
        }
        return cache;
    }

    private static String cacheName(AnnotationDescription cached, MethodDescription declaration) {
        String given = Annotations.text(cached, "cache");
        return given.isBlank() ? CacheNames.own(declaration, method -> Annotations.has(method, CACHED)) : given;
    }

    private static CacheOverrides said(AnnotationDescription annotation) throws UnfitMethodException {
        return CacheOverrides.NONE.withTtl(ttl(annotation));
    }

    private static @Nullable Duration ttl(AnnotationDescription annotation) throws UnfitMethodException {
        String text = Annotations.text(annotation, "ttl");
        if (text.isBlank()) {
            return null;
        }
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException unfit) {
            throw new UnfitMethodException("ttl = \"" + text + "\": " + unfit.getMessage());
        }
    }

    private static List<KeyPart> key(MethodDescription declaration, Handover handover) throws UnfitMethodException {
        List<ParameterDescription> keys = new ArrayList<>();
        for (ParameterDescription parameter : declaration.getParameters()) {
            if (Annotations.has(parameter, KEY)) {
                keys.add(parameter);
            }
        }
        List<KeyPart> parts = new ArrayList<>();
        for (ParameterDescription key : keys.isEmpty() ? declaration.getParameters() : keys) {
            AnnotationDescription marked = Annotations.find(key, KEY);
            parts.add(handover.part(key, marked == null ? "" : Annotations.text(marked, "value")));
        }
        return parts;
    }
}
