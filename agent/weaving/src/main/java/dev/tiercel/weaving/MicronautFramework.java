package dev.tiercel.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Micronaut, of version 4 and those that are like it; its calls are told by the context of the invocation. */
final class MicronautFramework implements Framework {
    private static final String ANNOTATIONS = "io.micronaut.cache.annotation.";
    private static final List<String> CHANGES = List.of(ANNOTATIONS + "CachePut", ANNOTATIONS + "CacheInvalidate");

    private final MethodHandle executable;
    private final Method target;
    private final Method annotationValues;
    private final Method strings;
    private final Method stringsOf;

    MicronautFramework(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> context = loader.loadClass("io.micronaut.aop.MethodInvocationContext");
        executable = MethodHandles.publicLookup().unreflect(context.getMethod("getExecutableMethod"));
        target = loader.loadClass("io.micronaut.inject.ExecutableMethod").getMethod("getTargetMethod");
        Class<?> metadata = loader.loadClass("io.micronaut.core.annotation.AnnotationMetadata");
        annotationValues = metadata.getMethod("getAnnotationValuesByName", String.class);
        stringsOf = metadata.getMethod("stringValues", String.class, String.class);
        strings = loader.loadClass("io.micronaut.core.annotation.AnnotationValue")
                .getMethod("stringValues", String.class);
    }

    @Override
    public String name() {
        return "Micronaut";
    }

    @Override
    public Object identity(Object call) {
        try {
            return executable.invoke(call);
        } catch (Throwable unlikely) {
            throw new IllegalStateException(unlikely);
        }
    }

    @Override
    public Class<?> holder(Class<?> target, Object call) {
        return target;
    }

    @Override
    public Method method(Object call) throws ReflectiveOperationException {
        return (Method) target.invoke(identity(call));
    }

    @Override
    public List<String> changed(Object interceptor, Class<?> type, Method method, Object call)
            throws ReflectiveOperationException {
        Set<String> changed = new LinkedHashSet<>();
        for (String annotation : CHANGES) {
            for (Object each : (List<?>) annotationValues.invoke(call, annotation)) {
                String[] names = (String[]) strings.invoke(each, "cacheNames");
                changed.addAll(Arrays.asList(
                        names.length > 0
                                ? names
                                : (String[]) stringsOf.invoke(call, ANNOTATIONS + "CacheConfig", "cacheNames")));
            }
        }
        return new ArrayList<>(changed);
    }
}
