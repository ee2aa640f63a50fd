package dev.tiercel.weaving;

import dev.tiercel.key.KeyPart;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Each;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.weaving.description.AnnotationDescription;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.ParameterDescription;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Our own annotations. What cannot be cached is refused, with the reason and what to do. */
final class OwnDialect implements Dialect {
    private static final String CACHED = "dev.tiercel.Cached";
    private static final Set<String> WRITES =
            Set.of("dev.tiercel.CachePut", "dev.tiercel.CacheInvalidate", "dev.tiercel.CacheInvalidate$List");

    @Override
    public Scope scope() {
        return Scope.ofMarks("Ldev/tiercel/Cache");
    }

    @Override
    public boolean speaksOf(MethodDescription declaration) {
        return declaration.getDeclaredAnnotations().stream()
                .map(annotation -> annotation.getAnnotationType().getName())
                .anyMatch(name -> name.equals(CACHED) || WRITES.contains(name));
    }

    @Override
    public WovenMethod read(AnnotatedMethod annotated) throws UnfitMethodException {
        AnnotationDescription cached = Annotations.find(annotated.declaration(), CACHED);
        if (cached == null) {
            return changing(annotated);
        }
        if (WRITES.stream().anyMatch(write -> Annotations.has(annotated.declaration(), write))) {
            throw new UnfitMethodException("it is annotated both to read and to change; split it in two methods");
        }
        return reading(annotated, cached);
    }

    private static WovenMethod changing(AnnotatedMethod annotated) throws UnfitMethodException {
        OwnWrites own = new OwnWrites(annotated);
        List<Write> writes = own.read();
        Result result = writes.stream().anyMatch(Write.Put.class::isInstance)
                ? ReturnTypes.kept(annotated, "use @CacheInvalidate, or return the new value")
                : ReturnTypes.any(annotated);
        return woven(annotated, own.handover(), result, null, writes);
    }

    private static WovenMethod reading(AnnotatedMethod annotated, AnnotationDescription cached)
            throws UnfitMethodException {
        Result result = ReturnTypes.kept(annotated, "remove the annotation");
        Conditions conditions = new Conditions(annotated);
        conditions.readCondition(cached);
        conditions.readUnless(cached);
        Handover handover = new Handover(annotated);
        List<ParameterDescription> parameters = OwnKeys.parameters(annotated.declaration());
        if (conditions.condition() != null || Handover.needsArray(parameters.size())) {
            handover.all();
        }
        Each each = null;
        List<KeyPart> key;
        if (Annotations.flag(cached, "each")) {
            OwnEach reader = new OwnEach(
                    annotated,
                    parameters.stream()
                            .map(parameter -> new KeyParameter(parameter, OwnKeys.path(parameter)))
                            .toList(),
                    Annotations.text(cached, "elementKey"),
                    !Annotations.text(cached, "negativeTtl").isEmpty(),
                    handover);
            each = reader.each();
            key = reader.key();
            result = reader.result();
        } else {
            key = OwnKeys.parts(parameters, handover);
        }
        ParameterDescription severalKeys =
                each == null ? null : annotated.declaration().getParameters().get(each.parameter());
        OwnTags tags = new OwnTags(annotated, ParameterDescription::getIndex, severalKeys);
        Read read = new Read(
                cacheName(cached, annotated.declaration()),
                key,
                OwnSettings.of(cached),
                conditions.condition(),
                conditions.unless(),
                OwnSettings.ttlSource(cached, annotated.declaration(), result, each),
                each,
                tags.read(cached));
        return woven(annotated, handover, result, read, List.of());
    }

    private static WovenMethod woven(
            AnnotatedMethod annotated, Handover handover, Result result, @Nullable Read read, List<Write> writes) {
        List<ParameterDescription> passed = handover.passed();
        return new WovenMethod(
                annotated.method(), passed, new MethodSpec(annotated.name(), passed.size(), result, read, writes));
    }

    private static String cacheName(AnnotationDescription cached, MethodDescription declaration) {
        String given = Annotations.text(cached, "cache");
        return given.isBlank() ? CacheNames.own(declaration, method -> Annotations.has(method, CACHED)) : given;
    }
}
