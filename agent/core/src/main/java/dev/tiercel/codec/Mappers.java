package dev.tiercel.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import dev.tiercel.config.CodecFormat;
import java.lang.ref.WeakReference;
import java.util.EnumMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TSFBuilder;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.dataformat.smile.SmileFactory;
import tools.jackson.dataformat.smile.SmileMapper;
import tools.jackson.dataformat.smile.SmileWriteFeature;

/**
 * Jackson as a cache needs it: by fields, by declared types, exact or not at all.
 *
 * <p>One for each class loader, not one for all: a mapper remembers every class it has met, and a shared one would
 * keep an undeployed application in memory. The codecs hold theirs strongly, this map does not. Thread-safe.
 */
final class Mappers {
    /** Deeper values are taken for cycles, deeper bytes for an attack. */
    static final int MAX_DEPTH = 250;

    /** Digits of a number. */
    private static final int MAX_NUMBER = 10_000;

    /** Characters of the name of a field: the parser remembers some thousand names, whoever made them up. */
    private static final int MAX_NAME = 500;

    private static final Map<ClassLoader, WeakReference<Mappers>> OF_LOADERS = new WeakHashMap<>();

    private final TypeFactory types = TypeFactory.createDefaultInstance();
    private final Map<CodecFormat, ObjectMapper> made = new EnumMap<>(CodecFormat.class);

    private Mappers() {}

    static Mappers of(ClassLoader loader) {
        synchronized (OF_LOADERS) {
            @Nullable WeakReference<Mappers> known = OF_LOADERS.get(loader);
            @Nullable Mappers mappers = known == null ? null : known.get();
            if (mappers == null) {
                mappers = new Mappers();
                OF_LOADERS.put(loader, new WeakReference<>(mappers));
            }
            return mappers;
        }
    }

    TypeFactory types() {
        return types;
    }

    /** The mapper for a format, made when it is first asked for: an application has one format as a rule. */
    synchronized ObjectMapper of(CodecFormat format) {
        ObjectMapper known = made.get(format);
        if (known == null) {
            known = format == CodecFormat.JSON
                    ? exact(JsonMapper.builder(bounded(JsonFactory.builder()).build()))
                    : exact(SmileMapper.builder(smileFactory()));
            made.put(format, known);
        }
        return known;
    }

    private <M extends ObjectMapper, B extends MapperBuilder<M, B>> M exact(B builder) {
        return builder.typeFactory(types)
                .changeDefaultVisibility(
                        visible -> visible.with(Visibility.NONE).withVisibility(PropertyAccessor.FIELD, Visibility.ANY))
                // Annotations of the application are out of reach in production; here nothing may depend on them
                // either.
                .disable(MapperFeature.USE_ANNOTATIONS)
                .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
                // Without it, Jackson writes what the value's own class has, and reads what the declared one has.
                .enable(MapperFeature.USE_STATIC_TYPING)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(SerializationFeature.CLOSE_CLOSEABLE)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(
                        DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
                        DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
                        DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                        DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
                .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .addModule(new ExactModule())
                .build();
    }

    private static SmileFactory smileFactory() {
        return bounded(SmileFactory.builder())
                // Names of enum constants and the like come again and again in a list.
                .enable(SmileWriteFeature.CHECK_SHARED_STRING_VALUES)
                .disable(SmileWriteFeature.ENCODE_BINARY_AS_7BIT)
                .build();
    }

    private static <F extends TokenStreamFactory, B extends TSFBuilder<F, B>> B bounded(B builder) {
        return builder.streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER)
                        .maxNameLength(MAX_NAME)
                        .maxStringLength(ValueCodec.MAX_BYTES)
                        .maxDocumentLength(ValueCodec.MAX_BYTES)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                // Buffers in thread locals would leave our objects on the application's threads; a pool with a lock
                // would
                // stay locked for good by a thread whose stack ends just after it was taken.
                .recyclerPool(JsonRecyclerPools.newStripedArrayPool(16));
    }
}
