package dev.tiercel.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Jackson as a cache needs it: by fields, by declared types, exact or not at all.
 *
 * <p>One mapper for each class loader, not one for all: a mapper remembers every class it has met, and a shared one would
 * keep an undeployed application in memory. The codecs hold theirs strongly, this map does not.
 */
final class Mappers {
    /** Deeper values are taken for cycles, deeper bytes for an attack. */
    static final int MAX_DEPTH = 250;

    /** Digits of a number. */
    private static final int MAX_NUMBER = 10_000;

    private static final Map<ClassLoader, WeakReference<JsonMapper>> MAPPERS = new WeakHashMap<>();

    private Mappers() {}

    static synchronized JsonMapper of(ClassLoader loader) {
        @Nullable WeakReference<JsonMapper> known = MAPPERS.get(loader);
        @Nullable JsonMapper mapper = known == null ? null : known.get();
        if (mapper == null) {
            mapper = create();
            MAPPERS.put(loader, new WeakReference<>(mapper));
        }
        return mapper;
    }

    private static JsonMapper create() {
        return JsonMapper.builder(factory())
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

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER)
                        .maxStringLength(ValueCodec.MAX_BYTES)
                        .maxDocumentLength(ValueCodec.MAX_BYTES)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                // Buffers in thread locals would leave our objects on the application's threads.
                .recyclerPool(JsonRecyclerPools.newBoundedPool(16))
                .build();
    }
}
