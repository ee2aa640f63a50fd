package dev.tiercel.weaving;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Spring; its calls are told by the intercepted {@link Method}. */
final class SpringFramework implements Framework {
    private static final String PACKAGE = "org.springframework.cache.interceptor.";
    private static final Set<String> CHANGES = Set.of(PACKAGE + "CachePutOperation", PACKAGE + "CacheEvictOperation");

    private final ClassLoader loader;
    private final boolean asks;

    /** @param asks false: its annotations are never made of others nor inherited, so we know of all that it knows */
    SpringFramework(Class<?> interceptor, boolean asks) {
        this.loader = interceptor.getClassLoader();
        this.asks = asks;
    }

    @Override
    public String name() {
        return "Spring";
    }

    @Override
    public Object identity(Object call) {
        return call;
    }

    /** Behind the proxy of a repository stands an object of the library's, which is none of the interface's. */
    @Override
    public Class<?> holder(Class<?> target, Object call) {
        Class<?> declaring = ((Method) call).getDeclaringClass();
        return declaring.isAssignableFrom(target) ? target : declaring;
    }

    @Override
    public Method method(Object call) {
        return (Method) call;
    }

    @Override
    public List<String> changed(Object interceptor, Class<?> target, Method method, Object call)
            throws ReflectiveOperationException {
        if (!asks) {
            return List.of();
        }
        Object source = loader.loadClass(Interceptor.SPRING.className())
                .getMethod("getCacheOperationSource")
                .invoke(interceptor);
        if (source == null) {
            return List.of();
        }
        Object operations = loader.loadClass(PACKAGE + "CacheOperationSource")
                .getMethod("getCacheOperations", Method.class, Class.class)
                .invoke(source, method, target);
        Set<String> changed = new LinkedHashSet<>();
        Method names = loader.loadClass(PACKAGE + "CacheOperation").getMethod("getCacheNames");
        for (Object operation : operations instanceof Collection<?> several ? several : List.of()) {
            if (isChange(operation.getClass())) {
                for (Object name : (Collection<?>) names.invoke(operation)) {
                    changed.add(String.valueOf(name));
                }
            }
        }
        return new ArrayList<>(changed);
    }

    private static boolean isChange(Class<?> operation) {
        for (Class<?> at = operation; at != null; at = at.getSuperclass()) {
            if (CHANGES.contains(at.getName())) {
                return true;
            }
        }
        return false;
    }
}
