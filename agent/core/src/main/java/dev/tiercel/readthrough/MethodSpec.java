package dev.tiercel.readthrough;

import dev.tiercel.codec.ValueType;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.expression.Expression;
import dev.tiercel.key.KeyPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a woven method, by annotations or rules, before any class of the application is loaded.
 *
 * @param name {@code ClassName.method}, for the log and for traces
 * @param passed how many arguments the woven method hands over, to which {@link KeyPart#position} refers
 * @param result what it returns
 * @param read what it reads; null: it writes
 * @param writes what it changes, in the order of the annotations; empty: it reads
 */
public record MethodSpec(
        String name, int passed, Result result, @Nullable Read read, List<Write> writes) {

    public MethodSpec {
        writes = List.copyOf(writes);
    }

    /**
     * What a method returns: a value, in whatever it comes.
     *
     * @param wrapper in what it comes, or comes later
     * @param optional true: in an {@code Optional}, inside the wrapper
     * @param value the declared type of the value itself, type variables resolved; of a Flux the list of its elements
     * @param erased the name of the class that the method's descriptor returns; of a value that comes in something, its
     *     own class
     * @param shareable true: no value of the type can be changed, so that all callers may have the same one
     */
    public record Result(Wrapper wrapper, boolean optional, ValueType value, String erased, boolean shareable) {}

    /** In what a value comes. */
    public enum Wrapper {
        /** It is the method's result itself. */
        NONE,
        /** A {@code CompletionStage} or {@code CompletableFuture}. */
        STAGE,
        /** A Mono of Reactor. */
        MONO,
        /** A Flux of Reactor, or a Publisher that may have several elements. */
        FLUX
    }

    /**
     * A {@code @Cached}, or its like.
     *
     * @param key of an {@code each}: the part at its position stands for one element
     * @param said what the annotation says of the cache; the configuration's word is stronger
     * @param condition null: always
     * @param unless null: never
     * @param ttl how the value tells its time; null: it does not
     * @param each null: one key at a time
     * @param tags of the entries; values of parameters by their position among all of them
     */
    public record Read(
            String cache,
            List<KeyPart> key,
            CacheOverrides said,
            @Nullable Expression condition,
            @Nullable Expression unless,
            @Nullable TtlSource ttl,
            @Nullable Each each,
            List<TagPattern> tags) {
        public Read {
            key = List.copyOf(key);
            tags = List.copyOf(tags);
        }

        /** One whose entries have no tags. */
        public Read(
                String cache,
                List<KeyPart> key,
                CacheOverrides said,
                @Nullable Expression condition,
                @Nullable Expression unless,
                @Nullable TtlSource ttl,
                @Nullable Each each) {
            this(cache, key, said, condition, unless, ttl, each, List.of());
        }
    }

    /** The text of a tag, piece by piece. */
    public record TagPattern(List<TagPiece> pieces) {
        public TagPattern {
            pieces = List.copyOf(pieces);
        }
    }

    /** A piece of a tag's text. */
    public sealed interface TagPiece {
        /** As it stands. */
        record Literal(String text) implements TagPiece {}

        /**
         * The value of a parameter, or of a part of it.
         *
         * @param position among the arguments
         * @param path names from the argument to the value, separated by dots; empty: the argument itself
         */
        record Value(int position, String path) implements TagPiece {}
    }

    /**
     * How the value tells how long it may be kept; one of the two is empty.
     *
     * @param path names from the value to a Duration, an Instant or a number of seconds
     * @param function the name of the application's class that implements {@code TtlFunction}
     */
    public record TtlSource(String path, String function) {}

    /**
     * A method that answers many keys at once.
     *
     * @param parameter which of all its parameters holds the keys
     * @param position where it is among the arguments handed over
     * @param keys the declared type of that parameter: an Iterable, Collection, List, Set or array, by its class name
     * @param elementKey the path from a value to its key; unused where the values come in a map
     * @param values the name of the class that it returns: an Iterable, Collection, List, Set or Map
     * @param keepsAbsent whether keys without a value are kept as such
     */
    public record Each(
            int parameter, int position, String keys, String elementKey, String values, boolean keepsAbsent) {}

    /** A {@code @CachePut} or {@code @CacheInvalidate}, or their like. */
    public sealed interface Write {
        /** The name of the cache. */
        String cache();

        /** When it happens. */
        Moment moment();

        /** Null: always. */
        @Nullable
        Expression condition();

        /**
         * The result replaces the key's entry.
         *
         * @param given the argument that replaces it instead; null: it is the result
         * @param tags of the entry; values of parameters by their position among those handed over
         */
        record Put(
                String cache,
                List<KeyPart> key,
                CacheOverrides said,
                Moment moment,
                @Nullable Expression condition,
                @Nullable Expression unless,
                @Nullable Given given,
                List<TagPattern> tags)
                implements Write {
            public Put {
                key = List.copyOf(key);
                tags = List.copyOf(tags);
            }

            public Put(
                    String cache,
                    List<KeyPart> key,
                    CacheOverrides said,
                    Moment moment,
                    @Nullable Expression condition,
                    @Nullable Expression unless,
                    @Nullable Given given) {
                this(cache, key, said, moment, condition, unless, given, List.of());
            }

            public Put(
                    String cache,
                    List<KeyPart> key,
                    CacheOverrides said,
                    Moment moment,
                    @Nullable Expression condition,
                    @Nullable Expression unless) {
                this(cache, key, said, moment, condition, unless, null);
            }
        }

        /**
         * A value that a method is called with.
         *
         * @param position where it is among the arguments handed over
         * @param result what it is, as if a method returned it
         */
        record Given(int position, Result result) {}

        /** The key's entry is dropped. */
        record Drop(
                String cache,
                List<KeyPart> key,
                Moment moment,
                @Nullable Expression condition) implements Write {
            public Drop {
                key = List.copyOf(key);
            }
        }

        /**
         * Every entry that has one of the tags is dropped.
         *
         * @param tags values of parameters by their position among those handed over
         */
        record DropTags(
                String cache,
                List<TagPattern> tags,
                Moment moment,
                @Nullable Expression condition) implements Write {
            public DropTags {
                tags = List.copyOf(tags);
            }
        }

        /** Every entry is dropped. */
        record Clear(String cache, Moment moment, @Nullable Expression condition) implements Write {}
    }

    /**
     * When a change of the cache happens. After the method in any case, but for what is said of its exceptions.
     *
     * @param before also before the method runs
     * @param failures after which exceptions it does not happen; null: it happens after all
     */
    public record Moment(boolean before, @Nullable Failures failures) {
        /** After the method, whether it returns or throws. */
        public static final Moment AFTER = new Moment(false, null);
    }

    /**
     * Exceptions for which a change of the cache is made or not, by class names; a subclass counts as its class.
     *
     * @param made empty: all that are not excluded
     * @param notMade what is excluded
     */
    public record Failures(List<String> made, List<String> notMade) {
        public Failures {
            made = List.copyOf(made);
            notMade = List.copyOf(notMade);
        }
    }
}
