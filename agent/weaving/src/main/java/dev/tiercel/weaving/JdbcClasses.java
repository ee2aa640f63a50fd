package dev.tiercel.weaving;

import java.nio.charset.StandardCharsets;
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
    /** Where well-known libraries that nobody annotates have connections and statements. */
    private static final String[] HOMES = {
        "org/h2/jdbc",
        "org/postgresql/",
        "com/mysql/",
        "org/mariadb/",
        "oracle/",
        "com/zaxxer/hikari/",
        "org/apache/commons/dbcp2/",
        "org/apache/tomcat/jdbc/",
        "org/apache/tomcat/dbcp/",
        "org/springframework/jdbc/",
        "org/hibernate/",
        "org/jboss/jca/",
        "io/micronaut/configuration/jdbc/",
        "io/micronaut/data/",
        "io/micronaut/jdbc/",
        "io/micronaut/transaction/"
    };

    private static final byte[] SQL = "java/sql/".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] XA = "javax/transaction/xa/".getBytes(StandardCharsets.ISO_8859_1);

    private final Map<ClassLoader, Map<String, Set<JdbcType>>> answers =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** The types of JDBC that the class implements; mostly none. */
    Set<JdbcType> typesOf(ClassLoader loader, String name, byte[] file) {
        if (!isLookedAt(name) || !ClassShape.hasConstant(file, SQL, XA)) {
            return Set.of();
        }
        ClassShape shape = ClassShape.read(file);
        return shape == null || shape.isInterface() ? Set.of() : typesAbove(shape, loader);
    }

    /** True for a loaded class that implements JDBC. */
    static boolean isOne(Class<?> type) {
        return !type.isInterface() && isLookedAt(type.getName().replace('.', '/')) && hasJdbcAbove(type);
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

    private static boolean isLookedAt(String name) {
        if (!Candidates.isForeign(name) || Candidates.isJdkProxy(name)) {
            return true;
        }
        for (String home : HOMES) {
            if (name.startsWith(home)) {
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
            } else if (isLookedAt(supertype)) {
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
