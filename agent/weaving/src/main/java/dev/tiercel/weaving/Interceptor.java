package dev.tiercel.weaving;

import org.jspecify.annotations.Nullable;

/** Where frameworks act on cache annotations: the methods that we step into, for them to ask us first. */
enum Interceptor {
    SPRING("org.springframework.cache.interceptor.CacheAspectSupport"),
    SPRING_JCACHE("org.springframework.cache.jcache.interceptor.JCacheAspectSupport"),
    MICRONAUT("io.micronaut.cache.interceptor.CacheInterceptor");

    private final String className;

    Interceptor(String className) {
        this.className = className;
    }

    String className() {
        return className;
    }

    /** As it stands in class files. */
    String internalName() {
        return className.replace('.', '/');
    }

    /** Null: the class is none of them. */
    static @Nullable Interceptor of(String className) {
        for (Interceptor each : values()) {
            if (each.className.equals(className)) {
                return each;
            }
        }
        return null;
    }

    /** True for the method that every call passes through; a class without it is of a version that we do not know. */
    boolean passesThrough(String method, String descriptor) {
        return method.equals(this == MICRONAUT ? "intercept" : "execute") && descriptor.equals(descriptor());
    }

    private String descriptor() {
        return this == MICRONAUT
                ? "(Lio/micronaut/aop/MethodInvocationContext;)Ljava/lang/Object;"
                : "(Lorg/springframework/cache/interceptor/CacheOperationInvoker;"
                        + "Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)Ljava/lang/Object;";
    }
}
