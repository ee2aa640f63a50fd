package dev.tiercel.codec;

import dev.tiercel.config.CodecFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** A declared type with its classes, ready to read and write; or the reason why it never will be. */
sealed interface Binding {

    /**
     * No value of the type can be encoded.
     *
     * @param why for a log line
     */
    record Refused(String why) implements Binding {}

    /** Both directions, in every format. Thread-safe. */
    final class Ready implements Binding {
        private final JavaType type;
        private final Mappers mappers;
        private final long fingerprint;
        private final boolean nullable;
        private final Map<CodecFormat, Wire> wires = new ConcurrentHashMap<>();

        private Ready(JavaType type, Mappers mappers, long fingerprint, boolean nullable) {
            this.type = type;
            this.mappers = mappers;
            this.fingerprint = fingerprint;
            this.nullable = nullable;
        }

        ObjectReader reader(CodecFormat format) {
            return wire(format).reader();
        }

        ObjectWriter writer(CodecFormat format) {
            return wire(format).writer();
        }

        long fingerprint() {
            return fingerprint;
        }

        /** The class of which every value is an instance. */
        Class<?> raw() {
            return type.getRawClass();
        }

        boolean allows(@Nullable Object value) {
            return value == null ? nullable : raw().isInstance(value);
        }

        /** Made when it is first needed: for the format that is not written, most processes never do. */
        private Wire wire(CodecFormat format) {
            @Nullable Wire known = wires.get(format);
            if (known != null) {
                return known;
            }
            ObjectMapper mapper = mappers.of(format);
            Wire made = new Wire(mapper.readerFor(type), mapper.writerFor(type));
            wires.put(format, made);
            return made;
        }
    }

    /** Both directions in one format. */
    record Wire(ObjectReader reader, ObjectWriter writer) {}

    /** What Jackson is made of needs this module of the JDK, whatever it reads and writes. */
    String MODULE = "java.xml";

    /** Loads the classes of the type; they are not initialised. */
    static Binding of(ValueType declared, ClassLoader loader) {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return new Refused("this Java runtime lacks the module " + MODULE + ", and so is every value; add it, with"
                    + " --add-modules " + MODULE + " for java or jlink");
        }
        try {
            Mappers mappers = Mappers.of(loader);
            JavaType type = Classes.resolve(declared, loader, mappers.types());
            long fingerprint = Schema.fingerprint(declared, type, mappers.types());
            return new Ready(type, mappers, fingerprint, !Classes.isPrimitive(declared));
        } catch (ClassNotFoundException | LinkageError | RuntimeException | StackOverflowError e) {
            return new Refused(Reasons.of(e));
        }
    }
}
