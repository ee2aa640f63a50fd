package dev.tiercel.weaving;

import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.weaving.description.AnnotationDescription;
import dev.tiercel.weaving.description.MethodDescription;
import java.util.List;
import java.util.Set;

/** The cache annotations of another library: which there are, and what they mean in our words. Thread-safe. */
interface Vocabulary {
    /** Whose they are, for the log. */
    String library();

    /** What descriptors of its annotations begin with. */
    String mark();

    /** The classes of frameworks, by internal names, that act on these annotations. */
    Set<String> interceptors();

    /** True where one of them stands on the method, or on its class for all its methods. */
    boolean speaksOf(MethodDescription declaration);

    /** What they say of the method, in order; names of caches told as far as they can be. */
    List<Operation> operations(AnnotatedMethod annotated);

    /** True where the operation has a condition, which is given all arguments. */
    boolean isConditional(Operation operation);

    /**
     * The operation in our words.
     *
     * @param operation one that reads
     * @throws UnfitMethodException we cannot do exactly that
     */
    Read read(Operation operation, AnnotatedMethod annotated, Handover handover) throws UnfitMethodException;

    /**
     * The operation in our words, one for each of its caches.
     *
     * @param operation one that changes a cache
     * @throws UnfitMethodException we cannot do exactly that
     */
    List<Write> writes(Operation operation, AnnotatedMethod annotated, Handover handover) throws UnfitMethodException;

    /** What an annotation has a method do. */
    enum Kind {
        READ,
        PUT,
        DROP,
        CLEAR
    }

    /**
     * One annotation of a method.
     *
     * @param caches the names of its caches; empty: only the library can tell
     */
    record Operation(Kind kind, AnnotationDescription annotation, List<String> caches) {
        public Operation {
            caches = List.copyOf(caches);
        }

        boolean isRead() {
            return kind == Kind.READ;
        }

        /** @throws UnfitMethodException it has none, or only the library can tell */
        List<String> known() throws UnfitMethodException {
            if (caches.isEmpty()) {
                throw new UnfitMethodException("it names no cache");
            }
            return caches;
        }

        /** @throws UnfitMethodException it has none, or several, which may answer differently */
        String one() throws UnfitMethodException {
            if (known().size() > 1) {
                throw new UnfitMethodException("it reads several caches, " + String.join(" and ", caches));
            }
            return caches.get(0);
        }
    }
}
