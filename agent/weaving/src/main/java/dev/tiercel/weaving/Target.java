package dev.tiercel.weaving;

import dev.tiercel.weaving.Honoured.Implementation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A woven method that runs when an intercepted one is called.
 *
 * @param owner its class
 * @param method its name and descriptor
 * @param reads whether it reads
 */
record Target(Class<?> owner, String method, boolean reads) {

    /**
     * The woven methods that run when a method is called on an object of a class; empty: none. Several only where
     * proxies of one interface cannot be told apart.
     */
    static List<Target> of(Class<?> type, Method method, Honoured honoured) {
        Class<?> declaring = method.getDeclaringClass();
        if (!declaring.isAssignableFrom(type)) {
            return ofProxies(method, honoured);
        }
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            Method body = declared(at, method);
            if (body != null) {
                Boolean reads = honoured.reads(at, id(body));
                if (reads != null) {
                    return List.of(new Target(at, id(body), reads));
                }
                if (!isGenerated(at)) {
                    return List.of();
                }
            }
        }
        Boolean reads = honoured.reads(declaring, id(method));
        return reads == null ? List.of() : List.of(new Target(declaring, id(method), reads)); // a default method
    }

    /** The object is none of the interface's: a proxy was called that passes it on to something else. */
    private static List<Target> ofProxies(Method method, Honoured honoured) {
        List<Target> found = new ArrayList<>();
        for (Implementation each : honoured.implementations(method.getDeclaringClass(), id(method))) {
            try {
                Class<?> owner = Class.forName(each.className(), false, each.loader());
                Boolean reads = honoured.reads(owner, each.method());
                if (reads != null && method.getDeclaringClass().isAssignableFrom(owner)) {
                    found.add(new Target(owner, each.method(), reads));
                }
            } catch (ClassNotFoundException | LinkageError gone) {
                // Woven, but never defined: nobody calls it.
            }
        }
        return found;
    }

    /** The class's own method of that name and those parameters, or the one that its bridge stands for. */
    private static @Nullable Method declared(Class<?> type, Method method) {
        Method bridge = null;
        for (Method each : type.getDeclaredMethods()) {
            if (each.getName().equals(method.getName())
                    && List.of(each.getParameterTypes()).equals(List.of(method.getParameterTypes()))
                    && !Modifier.isStatic(each.getModifiers())) {
                if (!each.isBridge()) {
                    return Modifier.isAbstract(each.getModifiers()) ? null : each;
                }
                bridge = each;
            }
        }
        return bridge == null ? null : bridged(type, bridge);
    }

    private static @Nullable Method bridged(Class<?> type, Method bridge) {
        for (Method each : type.getDeclaredMethods()) {
            if (each.getName().equals(bridge.getName())
                    && !each.isBridge()
                    && bridge.getReturnType().isAssignableFrom(each.getReturnType())
                    && areAssignable(bridge.getParameterTypes(), each.getParameterTypes())) {
                return each;
            }
        }
        return null;
    }

    private static boolean areAssignable(Class<?>[] wide, Class<?>[] narrow) {
        boolean all = wide.length == narrow.length;
        for (int i = 0; all && i < wide.length; i++) {
            all = wide[i].isAssignableFrom(narrow[i]);
        }
        return all;
    }

    /** A subclass that frameworks make: it has the method only to pass it on. */
    private static boolean isGenerated(Class<?> type) {
        return type.getName().contains("$$") || type.getName().endsWith("$Intercepted");
    }

    private static String id(Method method) {
        return method.getName()
                + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .toMethodDescriptorString();
    }
}
