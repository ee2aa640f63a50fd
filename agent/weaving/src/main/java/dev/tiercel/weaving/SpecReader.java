package dev.tiercel.weaving;

import dev.tiercel.config.Durations;
import dev.tiercel.key.KeyPart;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.annotation.AnnotationSource;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import org.jspecify.annotations.Nullable;

/** Reads what a method's annotations say, and refuses what cannot be cached, with the reason and what to do. */
final class SpecReader {
    private SpecReader() {}

    static WovenMethod read(AnnotatedMethod annotated) throws UnfitMethodException {
        MethodDescription declaration = annotated.declaration();
        AnnotationDescription cached = annotation(declaration, "dev.tiercel.Cached");
        List<Write> writes = writes(declaration);
        if (cached != null && !writes.isEmpty()) {
            throw new UnfitMethodException("it is annotated both to read and to change; split it in two methods");
        }
        if (cached != null) {
            ReturnTypes.checkRead(declaration.getReturnType());
        } else if (writes.stream().anyMatch(Write.Put.class::isInstance)) {
            ReturnTypes.checkPut(declaration.getReturnType());
        } else {
            ReturnTypes.checkInvalidate(declaration.getReturnType());
        }
        boolean needsKey = cached != null || writes.stream().anyMatch(write -> !(write instanceof Write.Clear));
        List<ParameterDescription> declaredKeys = needsKey ? keys(declaration) : List.of();
        List<KeyPart> parts = new ArrayList<>();
        List<ParameterDescription.InDefinedShape> keys = new ArrayList<>();
        for (ParameterDescription key : declaredKeys) {
            parts.add(KeyTypes.part(key, path(key)));
            keys.add(annotated.method().getParameters().get(key.getIndex()));
        }
        MethodSpec spec = new MethodSpec(
                annotated.name(),
                parts,
                ReturnTypes.valueType(declaration.getReturnType()),
                annotated.method().getReturnType().asErasure().getName(),
                cached == null ? null : new Read(cacheName(cached, annotated), ttl(cached)),
                writes);
        return new WovenMethod(annotated.method(), keys, spec);
    }

    private static List<Write> writes(MethodDescription declaration) throws UnfitMethodException {
        List<Write> writes = new ArrayList<>();
        AnnotationDescription put = annotation(declaration, "dev.tiercel.CachePut");
        if (put != null) {
            writes.add(new Write.Put(named(string(put, "cache")), ttl(put)));
        }
        AnnotationDescription one = annotation(declaration, "dev.tiercel.CacheInvalidate");
        if (one != null) {
            addInvalidate(one, writes);
        }
        AnnotationDescription several = annotation(declaration, "dev.tiercel.CacheInvalidate$List");
        if (several != null) {
            for (AnnotationDescription each : value(several, "value", AnnotationDescription[].class)) {
                addInvalidate(each, writes);
            }
        }
        return writes;
    }

    private static void addInvalidate(AnnotationDescription invalidate, List<Write> writes)
            throws UnfitMethodException {
        boolean all = value(invalidate, "all", Boolean.class);
        for (String cache : value(invalidate, "cache", String[].class)) {
            writes.add(all ? new Write.Clear(named(cache)) : new Write.Drop(named(cache)));
        }
    }

    private static String named(String cache) throws UnfitMethodException {
        if (cache.isBlank()) {
            throw new UnfitMethodException("its annotation names no cache; say cache = \"...\"");
        }
        return cache;
    }

    /**
     * The cache's name; by default one of the method's own. By its class's full name, for another class of that simple
     * name may have such a method too; told from its annotated overloads by its parameters.
     */
    private static String cacheName(AnnotationDescription cached, AnnotatedMethod annotated) {
        String given = string(cached, "cache");
        if (!given.isBlank()) {
            return given;
        }
        MethodDescription declaration = annotated.declaration();
        long overloads = declaration.getDeclaringType().getDeclaredMethods().stream()
                .filter(method -> method.getName().equals(declaration.getName()))
                .filter(method -> annotation(method, "dev.tiercel.Cached") != null)
                .filter(method -> !method.isBridge())
                .count();
        String name = declaration.getDeclaringType().asErasure().getName() + "." + declaration.getName();
        return overloads < 2 ? name : name + parameterList(declaration);
    }

    private static String parameterList(MethodDescription method) {
        return method.asDefined().getParameters().asTypeList().asErasures().stream()
                .map(type -> type.getName())
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static @Nullable Duration ttl(AnnotationDescription annotation) throws UnfitMethodException {
        String text = string(annotation, "ttl");
        if (text.isBlank()) {
            return null;
        }
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException unfit) {
            throw new UnfitMethodException("ttl = \"" + text + "\": " + unfit.getMessage());
        }
    }

    private static List<ParameterDescription> keys(MethodDescription declaration) {
        List<ParameterDescription> all = new ArrayList<>();
        List<ParameterDescription> marked = new ArrayList<>();
        for (ParameterDescription parameter : declaration.getParameters()) {
            all.add(parameter);
            if (annotation(parameter, "dev.tiercel.CacheKey") != null) {
                marked.add(parameter);
            }
        }
        return marked.isEmpty() ? all : marked;
    }

    private static String path(ParameterDescription key) {
        AnnotationDescription marked = annotation(key, "dev.tiercel.CacheKey");
        return marked == null ? "" : string(marked, "value");
    }

    private static @Nullable AnnotationDescription annotation(AnnotationSource source, String name) {
        for (AnnotationDescription annotation : source.getDeclaredAnnotations()) {
            if (annotation.getAnnotationType().getName().equals(name)) {
                return annotation;
            }
        }
        return null;
    }

    private static String string(AnnotationDescription annotation, String name) {
        return value(annotation, name, String.class).trim();
    }

    private static <T> T value(AnnotationDescription annotation, String name, Class<T> type) {
        return annotation.getValue(name).resolve(type);
    }

    /** By name, over everything the type extends and implements; a type variable is its bound. */
    static boolean isAssignableTo(TypeDefinition type, String className) {
        TypeDescription erased = type.asErasure();
        if (erased.getName().equals(className)) {
            return true;
        }
        for (TypeDefinition each : erased.getInterfaces()) {
            if (isAssignableTo(each, className)) {
                return true;
            }
        }
        TypeDefinition superclass = erased.getSuperClass();
        return superclass != null && isAssignableTo(superclass, className);
    }
}
