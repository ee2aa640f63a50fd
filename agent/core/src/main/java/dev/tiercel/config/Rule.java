package dev.tiercel.config;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the file: what is done with methods that nobody can annotate. It says what an annotation would say. Immutable.
 *
 * @param place where it stands, for messages: {@code class path tiercel.yaml line 12}
 * @param target which methods it speaks of
 * @param action what is done with them
 * @param caches the names of the caches; empty, of {@link Action#CACHED} only: a cache of the method's own
 * @param key what forms the key, each a parameter by its name, or by its position as {@code p0}, with a path behind it;
 *     empty: all parameters
 * @param all of {@link Action#INVALIDATE}: every entry is dropped
 * @param said what it says of the cache; a {@code caches.NAME} of the configuration is stronger
 * @param condition empty: always
 * @param unless empty: never
 * @param ttlFrom the path from the value to its time; empty: none
 * @param ttlFunction the class that tells the time; empty: none
 * @param elementKey how each of many values tells its key; null: one key at a time
 */
public record Rule(
        String place,
        Target target,
        Action action,
        List<String> caches,
        List<String> key,
        boolean all,
        CacheOverrides said,
        String condition,
        String unless,
        String ttlFrom,
        String ttlFunction,
        @Nullable String elementKey) {

    public Rule {
        caches = List.copyOf(caches);
        key = List.copyOf(key);
    }

    /** What is done with a method. */
    public enum Action {
        /** As {@code @Cached}. */
        CACHED,
        /** As {@code @CachePut}. */
        PUT,
        /** As {@code @CacheInvalidate}. */
        INVALIDATE,
        /** Nothing, whatever a later rule or an annotation says. */
        NONE
    }

    /**
     * Which methods a rule speaks of.
     *
     * @param types their class; null: any, as far as the supertypes say
     * @param supertypes what the class extends or implements, all of them, at any depth; empty: nothing of the kind
     * @param methods their names; one of them is enough
     * @param parameters their parameters; null: any
     */
    public record Target(
            @Nullable NamePattern types,
            List<String> supertypes,
            List<NamePattern> methods,
            @Nullable ParameterPattern parameters) {

        public Target {
            supertypes = List.copyOf(supertypes);
            methods = List.copyOf(methods);
        }

        /** The name of the one class it speaks of; null: there may be several. */
        public @Nullable String exactType() {
            return types != null && types.isExact() ? types.text() : null;
        }

        /** True for a method of that name, whatever its parameters are. */
        public boolean namesMethod(String name) {
            return methods.stream().anyMatch(pattern -> pattern.matches(name));
        }

        /** The name among these that was most likely meant by one that is none of them; null: none is near. */
        public @Nullable String nearestMethod(Collection<String> names) {
            return methods.stream()
                    .map(pattern -> Nearest.of(pattern.text(), names))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        /** True for a method of that name with parameters of these types, see {@link ParameterPattern#matches}. */
        public boolean matchesMethod(String name, List<String> erasedParameters) {
            return namesMethod(name) && (parameters == null || parameters.matches(erasedParameters));
        }

        /** {@code find*(long)} */
        public String methodText() {
            return methods.stream().map(NamePattern::text).collect(Collectors.joining("|"))
                    + (parameters == null ? "" : parameters);
        }

        /** {@code org.shop.*Dao.find*(long)} */
        @Override
        public String toString() {
            String subtypes = supertypes.isEmpty() ? "" : "subtypes of " + String.join(" and ", supertypes);
            String named = types == null ? "" : types.text();
            String both = named.isEmpty() || subtypes.isEmpty() ? "" : ", ";
            return methodText() + " of " + named + both + subtypes;
        }
    }
}
