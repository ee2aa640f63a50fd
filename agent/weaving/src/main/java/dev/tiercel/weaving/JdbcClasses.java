package dev.tiercel.weaving;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which classes implement JDBC: a driver's, a pool's, and whatever an application puts around them. Cheap first: most
 * libraries are known to have none; a class that implements JDBC names a type of it in its constants, which few do; and
 * only for those the files of their supertypes are read, remembered for each class loader. Thread-safe.
 */
final class JdbcClasses {
    private final Map<ClassLoader, Map<String, Set<JdbcType>>> answers =
            Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * The types of JDBC that the class implements; mostly none.
     *
     * @param shape of its file; null: nothing is known of it
     */
    Set<JdbcType> typesOf(ClassLoader loader, String name, @Nullable ClassShape shape) {
        return shape == null || shape.isInterface() || !shape.namesJdbc() || Library.of(name) == Library.PASSED_OVER
                ? Set.of()
                : typesAbove(shape, loader);
    }

    /** True for a loaded class that implements JDBC. */
    static boolean isOne(Class<?> type) {
        return !type.isInterface()
                && Library.of(type.getName().replace('.', '/')) != Library.PASSED_OVER
                && hasJdbcAbove(type);
    }

    private static boolean hasJdbcAbove(@Nullable Class<?> type) {
        if (type == null || type == Object.class) {
            return false;
        }
        if (JdbcType.of(type.getName().replace('.', '/')) != null || hasJdbcAbove(type.getSuperclass())) {
            return true;
        }
        for (Class<?> each : type.getInterfaces()) {
            if (hasJdbcAbove(each)) {
                return true;
            }
        }
        return false;
    }

    private Set<JdbcType> typesAbove(ClassShape shape, ClassLoader loader) {
        EnumSet<JdbcType> types = EnumSet.noneOf(JdbcType.class);
        for (String supertype : shape.supertypes()) {
            JdbcType type = JdbcType.of(supertype);
            if (type != null) {
                types.add(type);
            } else if (Library.of(supertype) != Library.PASSED_OVER) {
                types.addAll(known(supertype, loader));
            }
        }
        return types;
    }

    private Set<JdbcType> known(String name, ClassLoader loader) {
        Map<String, Set<JdbcType>> known = answers.computeIfAbsent(loader, any -> new ConcurrentHashMap<>());
        Set<JdbcType> types = known.get(name);
        if (types == null) {
            byte[] file = Candidates.read(name, loader);
            ClassShape shape = file == null ? null : ClassShape.read(file);
            types = shape == null ? Set.of() : typesAbove(shape, loader);
            known.put(name, types);
        }
        return types;
    }
}
