package dev.tiercel.weaving.entry;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads the engine from the folder {@code core/} of the agent's jar, apart from everything the application has: what is
 * in the jar comes from the jar, and else only the JDK is seen. The class files are where no class path scanner finds
 * them, see {@link ClassFiles}.
 *
 * <p>The JDK is asked through the platform loader, and what that loader has from elsewhere is refused: in an application
 * of modules it hands out the application's own classes too.
 */
final class IsolatedLoader extends ClassLoader {
    private static final String FOLDER = "core/";
    private static final String CLASS_ENDING = ".class";

    /** Of the JDK, but defined by the loader of applications; only the command line asks for it. */
    private static final String ATTACH = "jdk.attach";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    private final ClassFiles classes;

    IsolatedLoader(File jar) throws IOException {
        super("tiercel", ClassLoader.getPlatformClassLoader());
        this.jar = new JarFile(jar, false);
        this.classes = new ClassFiles(this.jar);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] bytes = name.startsWith("java.") ? null : classes.find(name.replace('.', '/'));
            return bytes == null ? fromJdk(name) : defineClass(name, bytes, 0, bytes.length);
        }
    }

    private Class<?> fromJdk(String name) throws ClassNotFoundException {
        Class<?> found = getParent().loadClass(name);
        ClassLoader from = found.getClassLoader();
        if (from != null
                && from != getParent()
                && !ATTACH.equals(found.getModule().getName())) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes = read(name);
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    @Override
    public URL getResource(String name) {
        return findResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        URL found = findResource(name);
        return found == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(found));
    }

    @Override
    protected URL findResource(String name) {
        byte[] bytes = read(name);
        if (bytes == null) {
            return null;
        }
        try {
            return new URL("tiercel", "", -1, "/" + name, new BytesHandler(bytes));
        } catch (MalformedURLException impossible) {
            return null;
        }
    }

    private byte[] read(String name) {
        if (name.endsWith(CLASS_ENDING)) {
            return classes.find(name.substring(0, name.length() - CLASS_ENDING.length()));
        }
        JarEntry entry = jar.getJarEntry(FOLDER + name);
        if (entry == null || entry.isDirectory()) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** A resource's bytes as a URL, without a temporary file and without the JDK's cache of open jars. */
    private static final class BytesHandler extends URLStreamHandler {
        private final byte[] bytes;

        BytesHandler(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
