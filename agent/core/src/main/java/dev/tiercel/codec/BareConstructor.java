package dev.tiercel.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Makes the empty object whose fields are then set: by the class's own constructor without arguments, else as Java
 * serialization does it, without running any constructor of the class.
 */
final class BareConstructor {
    private final Class<?> type;
    private final Constructor<?> constructor;

    BareConstructor(Class<?> type) {
        this.type = type;
        this.constructor = constructorOf(type);
    }

    /** @throws Inexact it cannot be made */
    Object make() {
        try {
            return constructor.newInstance();
        } catch (InstantiationException | IllegalAccessException e) {
            throw new Inexact(type.getName() + " cannot be instantiated");
        } catch (InvocationTargetException e) {
            throw new Inexact("the constructor of " + type.getName() + " throws");
        }
    }

    private static Constructor<?> constructorOf(Class<?> type) {
        try {
            Constructor<?> own = type.getDeclaredConstructor();
            own.setAccessible(true);
            return own;
        } catch (NoSuchMethodException e) {
            return serializationConstructor(type);
        }
    }

    /** By reflection, because the compiler warns of this JDK class, which has no supported twin. */
    private static Constructor<?> serializationConstructor(Class<?> type) {
        try {
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            Method create = factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
            Object instance = factory.getMethod("getReflectionFactory").invoke(null);
            Object made = create.invoke(instance, type, Object.class.getDeclaredConstructor());
            return (Constructor<?>) made;
        } catch (ReflectiveOperationException e) {
            throw new Inexact(type.getName() + " has no constructor without arguments");
        }
    }
}
