package dev.tiercel.weaving;

import java.lang.reflect.Method;
import java.util.List;

/** What a framework knows of the calls that it intercepts; asked by names, in its own classes. Thread-safe. */
interface Framework {
    /** For the log. */
    String name();

    /** What stands for the method of a call, the same for every call of it. */
    Object identity(Object call);

    /**
     * The class with which is remembered what is told of the call: one that is gone when the method is, though the
     * target's may be a library's and outlive it.
     */
    Class<?> holder(Class<?> target, Object call);

    Method method(Object call) throws ReflectiveOperationException;

    /** The caches that the framework changes about a call of the method, as far as it says. */
    List<String> changed(Object interceptor, Class<?> target, Method method, Object call)
            throws ReflectiveOperationException;

    /** The one that an interceptor belongs to. */
    static Framework of(Class<?> interceptor) throws ReflectiveOperationException {
        Interceptor known = Interceptor.of(interceptor.getName());
        if (known == Interceptor.MICRONAUT) {
            return new MicronautFramework(interceptor.getClassLoader());
        }
        return new SpringFramework(interceptor, known == Interceptor.SPRING);
    }
}
