package dev.tiercel.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;

/**
 * Makes the empty object whose fields are then set: by the class's own constructor without arguments, else as Java
 * serialization does it, without running any constructor of the class.
 */
final class BareInstantiator extends ValueInstantiator.Base {
    private final Constructor<?> constructor;

    BareInstantiator(Class<?> type) {
        super(type);
        this.constructor = constructorOf(type);
    }

    @Override
    public boolean canCreateUsingDefault() {
        return true;
    }

    @Override
    public Object createUsingDefault(DeserializationContext context) {
        try {
            return constructor.newInstance();
        } catch (InstantiationException | IllegalAccessException e) {
            throw new Inexact(getValueTypeDesc() + " cannot be instantiated");
        } catch (InvocationTargetException e) {
            throw new Inexact("the constructor of " + getValueTypeDesc() + " throws");
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
