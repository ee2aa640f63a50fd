package dev.tiercel.codec;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/** Puts an {@link ExactSerializer} around every serializer of Jackson whose values may be of another class than declared. */
@NullUnmarked // overrides of a library without null annotations
final class ExactModifier extends ValueSerializerModifier {
    @Override
    public ValueSerializer<?> modifySerializer(
            SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
        Class<?> type = bean.getBeanClass();
        boolean checksItself = type.isEnum() || serializer instanceof SealedJson.Writer;
        return checksItself ? serializer : new ExactSerializer(Classes.boxed(type), serializer);
    }

    @Override
    public ValueSerializer<?> modifyArraySerializer(
            SerializationConfig config, ArrayType type, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
        return new ExactSerializer(type.getRawClass(), serializer);
    }

    @Override
    public ValueSerializer<?> modifyCollectionSerializer(
            SerializationConfig config,
            CollectionType type,
            BeanDescription.Supplier bean,
            ValueSerializer<?> serializer) {
        return new ExactSerializer(type.getRawClass(), serializer);
    }

    @Override
    public ValueSerializer<?> modifyMapSerializer(
            SerializationConfig config, MapType type, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
        return new ExactSerializer(type.getRawClass(), serializer);
    }

    /** Proves that Jackson sees the same fields as the schema: one that it leaves out would be lost without a sound. */
    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> properties) {
        int fields = 0;
        for (Class<?> at = bean.getBeanClass(); at != null; at = at.getSuperclass()) {
            fields += Classes.isOfTheJdk(at) ? 0 : Schema.stateOf(at).size();
        }
        if (!Classes.isOfTheJdk(bean.getBeanClass()) && fields != properties.size()) {
            throw new Inexact(bean.getBeanClass().getName() + " has fields that cannot be told apart");
        }
        return properties;
    }
}
