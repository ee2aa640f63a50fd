package dev.tiercel.weaving.description;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a class file says, as it stands there: descriptors and signatures are not resolved.
 *
 * @param superName with slashes; null: it is that of {@code Object}
 * @param variables its type variables, as {@link Signature} reads them
 * @param outer the class that it stands in, with slashes; null: none
 * @param outerMethod name and descriptor of the method that it stands in; null: none
 * @param file null: nothing else will be asked of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ClassData(
        int access,
        @Nullable String signature,
        Map<String, String> variables,
        @Nullable String superName,
        List<String> interfaces,
        List<MethodData> methods,
        List<FieldData> fields,
        List<FieldData> components,
        List<String> permitted,
        List<AnnotationData> annotations,
        @Nullable String outer,
        @Nullable String outerMethod,
        byte @Nullable [] file) {

    /**
     * A method.
     *
     * @param names those of its parameters, where the file has them for reflection; else empty
     * @param otherwise what an attribute of an annotation is where it is not said; null: it has to be said
     */
    record MethodData(
            int access,
            String name,
            String descriptor,
            @Nullable String signature,
            List<AnnotationData> annotations,
            Map<Integer, List<AnnotationData>> ofParameters,
            List<@Nullable String> names,
            @Nullable Object otherwise) {}

    /** A field, or a component of a record. */
    record FieldData(
            int access,
            String name,
            String descriptor,
            @Nullable String signature) {}

    /**
     * An annotation.
     *
     * @param descriptor of its type
     * @param values what is said, as {@link AnnotationReader} reads it
     */
    record AnnotationData(String descriptor, Map<String, Object> values) {}

    /** The value of an attribute that is an enumeration's constant. */
    record Constant(String descriptor, String name) {}
}
