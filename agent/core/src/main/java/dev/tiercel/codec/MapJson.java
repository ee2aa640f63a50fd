package dev.tiercel.codec;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/**
 * A map as an array of its keys and values in turn. Jackson's own form, an object with the keys as its field names, has no
 * place for null, and makes the parser learn every key as if it were the name of a field: maps whose keys never come again
 * were ten times slower to read that way.
 */
final class MapJson {
    private MapJson() {}

    static final class Writer extends ValueSerializer<Map<?, ?>> {
        private final JavaType type;
        private final @Nullable ValueSerializer<Object> key;
        private final @Nullable ValueSerializer<Object> content;

        Writer(JavaType type, @Nullable ValueSerializer<Object> key, @Nullable ValueSerializer<Object> content) {
            this.type = type;
            this.key = key;
            this.content = content;
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
            return new Writer(
                    type,
                    context.findContentValueSerializer(type.getKeyType(), property),
                    context.findContentValueSerializer(type.getContentType(), property));
        }

        @Override
        public void serialize(Map<?, ?> value, JsonGenerator json, SerializationContext context) {
            json.writeStartArray();
            for (Map.Entry<?, ?> each : value.entrySet()) {
                write(key, each.getKey(), json, context);
                write(content, each.getValue(), json, context);
            }
            json.writeEndArray();
        }

        private static void write(
                @Nullable ValueSerializer<Object> serializer,
                @Nullable Object part,
                JsonGenerator json,
                SerializationContext context) {
            if (serializer == null) {
                throw new IllegalStateException("not yet bound to its content");
            }
            if (part == null) {
                json.writeNull();
            } else {
                serializer.serialize(part, json, context);
            }
        }
    }

    static final class Reader extends ValueDeserializer<Map<?, ?>> {
        private final JavaType type;
        private final @Nullable ValueDeserializer<Object> key;
        private final @Nullable ValueDeserializer<Object> content;

        Reader(JavaType type, @Nullable ValueDeserializer<Object> key, @Nullable ValueDeserializer<Object> content) {
            this.type = type;
            this.key = key;
            this.content = content;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            return new Reader(
                    type,
                    context.findContextualValueDeserializer(type.getKeyType(), property),
                    context.findContextualValueDeserializer(type.getContentType(), property));
        }

        @Override
        public Map<?, ?> deserialize(JsonParser json, DeserializationContext context) {
            if (key == null || content == null || json.currentToken() != JsonToken.START_ARRAY) {
                throw new Inexact("an array was expected");
            }
            Map<@Nullable Object, @Nullable Object> map =
                    type.hasRawClass(HashMap.class) ? new HashMap<>() : new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                Object name = read(key, json, context);
                if (json.nextToken() == JsonToken.END_ARRAY) {
                    throw new Inexact("a key without a value");
                }
                map.put(name, read(content, json, context));
            }
            return map;
        }

        private static @Nullable Object read(
                ValueDeserializer<Object> deserializer, JsonParser json, DeserializationContext context) {
            return json.currentToken() == JsonToken.VALUE_NULL ? null : deserializer.deserialize(json, context);
        }
    }
}
