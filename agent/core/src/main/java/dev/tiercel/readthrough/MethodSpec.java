package dev.tiercel.readthrough;

import dev.tiercel.codec.ValueType;
import dev.tiercel.key.KeyPart;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a woven method's annotations say, before any class of the application is loaded.
 *
 * @param name {@code ClassName.method}, for the log and for traces
 * @param keyParts how its key parameters become the key, in order
 * @param returnType the declared type of its result, type variables resolved
 * @param erasedReturnType the name of the class that the method's descriptor returns
 * @param read what it reads; null: it writes
 * @param writes what it changes, in the order of the annotations; empty: it reads
 */
public record MethodSpec(
        String name,
        List<KeyPart> keyParts,
        ValueType returnType,
        String erasedReturnType,
        @Nullable Read read,
        List<Write> writes) {

    public MethodSpec {
        keyParts = List.copyOf(keyParts);
        writes = List.copyOf(writes);
    }

    /**
     * A {@code @Cached}.
     *
     * @param ttl null: the configuration's
     */
    public record Read(String cache, @Nullable Duration ttl) {}

    /** A {@code @CachePut} or {@code @CacheInvalidate}. */
    public sealed interface Write {
        /** The name of the cache. */
        String cache();

        /**
         * The result replaces the key's entry.
         *
         * @param ttl null: the configuration's
         */
        record Put(String cache, @Nullable Duration ttl) implements Write {}

        /** The key's entry is dropped. */
        record Drop(String cache) implements Write {}

        /** Every entry is dropped. */
        record Clear(String cache) implements Write {}
    }
}
