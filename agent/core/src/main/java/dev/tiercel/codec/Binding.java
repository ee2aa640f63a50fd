package dev.tiercel.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** A declared type with its classes, ready to read and write; or the reason why it never will be. */
sealed interface Binding {

    /**
     * No value of the type can be encoded.
     *
     * @param why for a log line
     */
    record Refused(String why) implements Binding {}

    /**
     * Both directions.
     *
     * @param raw of which every value is an instance
     * @param nullable false: declared as a primitive
     */
    record Ready(ObjectReader reader, ObjectWriter writer, long fingerprint, Class<?> raw, boolean nullable)
            implements Binding {

        boolean allows(@Nullable Object value) {
            return value == null ? nullable : raw.isInstance(value);
        }
    }

    /** Loads the classes of the type; they are not initialised. */
    static Binding of(ValueType declared, ClassLoader loader) {
        try {
            JsonMapper mapper = Mappers.of(loader);
            JavaType type = Classes.resolve(declared, loader, mapper.getTypeFactory());
            long fingerprint = Schema.fingerprint(declared, type, mapper.getTypeFactory());
            return new Ready(
                    mapper.readerFor(type),
                    mapper.writerFor(type),
                    fingerprint,
                    type.getRawClass(),
                    !Classes.isPrimitive(declared));
        } catch (ClassNotFoundException | LinkageError | RuntimeException | StackOverflowError e) {
            return new Refused(Reasons.of(e));
        }
    }
}
