package dev.tiercel.export;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Defines the classes that know an application's Micrometer, below the loader that has it. */
final class BindingLoader extends ClassLoader {
    private static final String PACKAGE = "dev.tiercel.micrometer.";
    private static final String BINDING = PACKAGE + "RegistryBinding";

    private BindingLoader(ClassLoader micrometer) {
        super("tiercel-micrometer", micrometer);
    }

    /**
     * What binds meters to one registry: a {@code Consumer<Object[][]>}, an {@code IntSupplier} and an
     * {@code AutoCloseable}, see {@code RegistryBinding}.
     *
     * @throws ReflectiveOperationException this Micrometer is none that we know
     */
    static Object bind(Object registry, ClassLoader micrometer) throws ReflectiveOperationException {
        try {
            Object made = new BindingLoader(micrometer)
                    .loadClass(BINDING)
                    .getConstructor(Object.class)
                    .newInstance(registry);
            if (made instanceof IntSupplier && made instanceof Consumer<?>) {
                return made;
            }
            throw new ClassNotFoundException(BINDING);
        } catch (InvocationTargetException thrown) {
            throw new ReflectiveOperationException(thrown.getCause());
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        ClassLoader own = BindingLoader.class.getClassLoader();
        try (InputStream in = own.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] file = in.readAllBytes();
            return defineClass(name, file, 0, file.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
