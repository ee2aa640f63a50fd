package dev.tiercel.weaving;

import dev.tiercel.key.KeyPart;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds methods of one class that answer with each other's values: they read from the same cache, by the same kinds of
 * keys, values of the same type. It may be meant so, two names for one question, so it is told and not refused.
 */
final class Collisions {
    private Collisions() {}

    /** What an entry of a method is found by. */
    private record Door(String cache, List<String> key, String value) {}

    static void tell(Collection<WovenMethod> methods, EventLog log) {
        Map<Door, WovenMethod> first = new HashMap<>();
        for (WovenMethod method : methods) {
            Read read = method.spec().read();
            if (read == null || read.each() != null || read.cache().isEmpty()) {
                continue;
            }
            WovenMethod other = first.putIfAbsent(door(method, read), method);
            if (other != null && !isSameDeclaration(other, method)) {
                log.warn(other.spec().name() + " and " + method.method().getName() + " share the cache " + read.cache()
                        + ": equal arguments are the same entry. If they mean different things, give one of them"
                        + " another cache");
            }
        }
    }

    /** A generated class may implement one method twice. */
    private static boolean isSameDeclaration(WovenMethod one, WovenMethod other) {
        return one.spec().name().equals(other.spec().name())
                && one.method().getParameters().size()
                        == other.method().getParameters().size();
    }

    private static Door door(WovenMethod method, Read read) {
        return new Door(
                read.cache(),
                read.key().stream().map(part -> kind(method, part)).toList(),
                method.spec().result().value().toString());
    }

    /** Numbers are widened, so that all of them are one kind. */
    private static String kind(WovenMethod method, KeyPart part) {
        if (part.kind() == KeyPart.Kind.NARROW) {
            return "java.lang.Long";
        }
        TypeDescription type = method.passed().get(part.position()).getType().asErasure();
        return part.path().isEmpty() ? (type.isPrimitive() ? type.asBoxed() : type).getName() : "?";
    }
}
