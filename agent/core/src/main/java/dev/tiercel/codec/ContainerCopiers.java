package dev.tiercel.codec;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copiers of arrays, collections and maps. The copies can be changed, as they are their holder's own. */
final class ContainerCopiers {
    private ContainerCopiers() {}

    private static @Nullable Object copyOf(Copier copier, @Nullable Object value, Walk walk) {
        return value == null ? null : copier.copy(value, walk);
    }

    /** Of exactly this class. */
    record OfPrimitives(Class<?> declared) implements Copier {
        @Override
        public Object copy(Object value, Walk walk) {
            if (value.getClass() != declared) {
                throw UncopyableException.otherClass(value, declared.getTypeName());
            }
            int length = Array.getLength(value);
            Object copied = Array.newInstance(declared.getComponentType(), length);
            System.arraycopy(value, 0, copied, 0, length);
            return copied;
        }
    }

    /** Of exactly this class. */
    record OfArray(Class<?> declared, Copier element) implements Copier {
        @Override
        public Object copy(Object value, Walk walk) {
            if (value.getClass() != declared) {
                throw UncopyableException.otherClass(value, declared.getTypeName());
            }
            @Nullable Object[] from = (Object[]) value;
            @Nullable Object[] copied = (Object[]) Array.newInstance(declared.getComponentType(), from.length);
            walk.enter(from.length);
            for (int i = 0; i < from.length; i++) {
                copied[i] = copyOf(element, from[i], walk);
            }
            walk.leave();
            return copied;
        }
    }

    /**
     * Of the declared class, or of any that stands for a declared interface.
     *
     * @param foreign whether it may be of another library. Not so inside an object: what an object-relational mapper puts
     *     there may be read from the database by being copied
     */
    record OfCollection(Class<?> declared, boolean foreign, Copier element) implements Copier {
        @Override
        public Object copy(Object value, Walk walk) {
            if (!(value instanceof Collection<?> from) || !stands(value)) {
                throw UncopyableException.otherClass(value, declared.getName());
            }
            walk.enter(from.size());
            Collection<@Nullable Object> copied = empty(value, from.size());
            int count = 0;
            for (Object each : from) {
                copied.add(copyOf(element, each, walk));
                count++;
            }
            walk.leave();
            Containers.checkCount(value, count, copied.size());
            return copied;
        }

        private boolean stands(Object value) {
            return value.getClass() == declared || standsFor(declared, foreign, value);
        }

        @SuppressWarnings("JdkObsolete") // who declares a LinkedList gets one
        private Collection<@Nullable Object> empty(Object value, int size) {
            if (declared == LinkedList.class) {
                return new LinkedList<>();
            }
            if (declared == HashSet.class) {
                return new HashSet<>(Containers.capacity(size));
            }
            return value instanceof Set ? new LinkedHashSet<>(Containers.capacity(size)) : new ArrayList<>(size);
        }
    }

    /** As {@link OfCollection}. */
    record OfMap(Class<?> declared, boolean foreign, Copier key, Copier element) implements Copier {
        @Override
        public Object copy(Object value, Walk walk) {
            if (!(value instanceof Map<?, ?> from)
                    || !(value.getClass() == declared || standsFor(declared, foreign, value))) {
                throw UncopyableException.otherClass(value, declared.getName());
            }
            walk.enter(from.size());
            int capacity = Containers.capacity(from.size());
            Map<@Nullable Object, @Nullable Object> copied =
                    declared == HashMap.class ? new HashMap<>(capacity) : new LinkedHashMap<>(capacity);
            int count = 0;
            for (Map.Entry<?, ?> each : from.entrySet()) {
                copied.put(copyOf(key, each.getKey(), walk), copyOf(element, each.getValue(), walk));
                count++;
            }
            walk.leave();
            Containers.checkCount(value, count, copied.size());
            return copied;
        }
    }

    private static boolean standsFor(Class<?> declared, boolean foreign, Object value) {
        return declared.isInterface()
                && declared.isInstance(value)
                && (foreign || Classes.isOfTheJdk(value.getClass()))
                && !Containers.hasOwnEquality(value);
    }
}
