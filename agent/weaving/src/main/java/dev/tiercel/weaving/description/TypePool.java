package dev.tiercel.weaving.description;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Describes the types that a class loader sees, each read when something is asked of it that its name does not say: a type
 * of which nothing is asked need not be there. Thread-safe.
 */
public final class TypePool {
    private final ClassLoader loader;

    /** Has all types but this one's own; null: all are its own. */
    private final @Nullable TypePool parent;

    /** The only class that is its own; null: all are that are not in {@code java.*}. */
    private final @Nullable String only;

    private final Map<String, TypeDescription> types = new ConcurrentHashMap<>();
    private final Map<String, ClassData> read = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Map<Integer, String>>> locals = new ConcurrentHashMap<>();

    private TypePool(ClassLoader loader, @Nullable TypePool parent, @Nullable String only) {
        this.loader = loader;
        this.parent = parent;
        this.only = only;
    }

    /** The types of the JDK's packages {@code java.*}, which are the same for all. */
    static TypePool ofPlatform() {
        return new TypePool(ClassLoader.getPlatformClassLoader(), null, null);
    }

    /**
     * The types that a loader sees.
     *
     * @param platform see {@link #ofPlatform()}
     */
    static TypePool of(ClassLoader loader, TypePool platform) {
        return new TypePool(loader, platform, null);
    }

    /**
     * The same types, but for one class, whose file is at hand.
     *
     * @param name with dots
     */
    public TypePool with(String name, byte[] file) {
        TypePool pool = new TypePool(loader, this, name);
        pool.read.put(name, ClassParser.parse(file, true));
        return pool;
    }

    /**
     * Of a class, interface or primitive type, whether it is there or not.
     *
     * @param name with dots
     */
    public TypeDescription describe(String name) {
        TypePool other = otherThatHas(name);
        if (other != null) {
            return other.describe(name);
        }
        TypeDescription known = types.get(name);
        if (known == null) {
            known = TypeDescription.plain(this, name);
            types.put(name, known);
        }
        return known;
    }

    /** Null: it is this one. */
    private @Nullable TypePool otherThatHas(String name) {
        boolean own = only == null ? !name.startsWith("java.") : name.equals(only);
        return own ? null : parent;
    }

    TypeDescription ofDescriptor(String descriptor) {
        return of(Type.getType(descriptor));
    }

    TypeDescription of(Type type) {
        if (type.getSort() == Type.ARRAY) {
            return TypeDescription.array(this, ofDescriptor(type.getDescriptor().substring(1)));
        }
        return describe(type.getClassName());
    }

    /** @throws NoSuchTypeException there is no class file */
    ClassData data(String name) {
        TypePool other = otherThatHas(name);
        if (other != null) {
            return other.data(name);
        }
        ClassData known = read.get(name);
        if (known == null) {
            known = ClassParser.parse(file(name), parent != null);
            read.put(name, known);
        }
        return known;
    }

    private byte[] file(String name) {
        try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in != null) {
                return in.readAllBytes();
            }
        } catch (IOException unreadable) {
            // As good as none.
        }
        throw new NoSuchTypeException(name);
    }

    Map<String, Map<Integer, String>> localNames(String name, byte[] file) {
        TypePool other = otherThatHas(name);
        if (other != null) {
            return other.localNames(name, file);
        }
        Map<String, Map<Integer, String>> known = locals.get(name);
        if (known == null) {
            known = LocalNames.read(file);
            locals.put(name, known);
        }
        return known;
    }
}
