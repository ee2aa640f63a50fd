package dev.tiercel.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleAbstractTypeResolver;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.ReferenceType;

/** What we add to Jackson: exactness, objects without a constructor, sealed
 * types, maps, and an Optional that differs from null. */
@NullUnmarked // overrides of a library without null annotations
final class ExactModule extends JacksonModule {
    @Override
    public String getModuleName() {
        return "exact";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.addSerializerModifier(new ExactModifier());
        context.addSerializers(new OwnSerializers());
        context.addDeserializers(new OwnDeserializers());
        // Jackson's own choice is HashSet, which forgets the order.
        context.addAbstractTypeResolver(new SimpleAbstractTypeResolver().addMapping(Set.class, LinkedHashSet.class));
        context.addValueInstantiators(new FieldInstantiators());
    }

    private static final class FieldInstantiators extends ValueInstantiators.Base {
        @Override
        public @Nullable ValueInstantiator findValueInstantiator(
                DeserializationConfig config, BeanDescription.Supplier bean) {
            Class<?> type = bean.getBeanClass();
            return type.isRecord() || type.isEnum() || Classes.isOfTheJdk(type) ? null : new BareInstantiator(type);
        }
    }

    private static final class OwnSerializers extends Serializers.Base {
        @Override
        public @Nullable ValueSerializer<?> findMapSerializer(
                SerializationConfig config,
                MapType type,
                BeanDescription.Supplier bean,
                JsonFormat.Value format,
                ValueSerializer<Object> key,
                TypeSerializer typeSerializer,
                ValueSerializer<Object> content) {
            return isMap(type) ? new MapJson.Writer(type, null, null) : null;
        }

        @Override
        public @Nullable ValueSerializer<?> findSerializer(
                SerializationConfig config, JavaType type, BeanDescription.Supplier bean, JsonFormat.Value format) {
            return SealedTypes.is(type.getRawClass())
                    ? new SealedJson.Writer(SealedTypes.of(type, config.getTypeFactory()), List.of())
                    : null;
        }

        @Override
        public @Nullable ValueSerializer<?> findReferenceSerializer(
                SerializationConfig config,
                ReferenceType type,
                BeanDescription.Supplier bean,
                JsonFormat.Value format,
                TypeSerializer typeSerializer,
                ValueSerializer<Object> content) {
            return type.hasRawClass(Optional.class) ? new OptionalJson.Writer(type.getReferencedType(), null) : null;
        }
    }

    private static boolean isMap(JavaType type) {
        return Schema.MAPS.contains(type.getRawClass());
    }

    private static final class OwnDeserializers extends Deserializers.Base {
        @Override
        public @Nullable ValueDeserializer<?> findMapDeserializer(
                MapType type,
                DeserializationConfig config,
                BeanDescription.Supplier bean,
                KeyDeserializer key,
                TypeDeserializer typeDeserializer,
                ValueDeserializer<?> content) {
            return isMap(type) ? new MapJson.Reader(type, null, null) : null;
        }

        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier bean) {
            return SealedTypes.is(type.getRawClass())
                    ? new SealedJson.Reader(SealedTypes.of(type, config.getTypeFactory()), List.of())
                    : null;
        }

        @Override
        public @Nullable ValueDeserializer<?> findReferenceDeserializer(
                ReferenceType type,
                DeserializationConfig config,
                BeanDescription.Supplier bean,
                TypeDeserializer typeDeserializer,
                ValueDeserializer<?> content) {
            return type.hasRawClass(Optional.class) ? new OptionalJson.Reader(type.getReferencedType(), null) : null;
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return type == Optional.class || Schema.MAPS.contains(type) || SealedTypes.is(type);
        }
    }
}
