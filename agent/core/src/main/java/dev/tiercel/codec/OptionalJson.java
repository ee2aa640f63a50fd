package dev.tiercel.codec;

import java.util.Optional;
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

/** An Optional as an array of one element or none. Jackson's own form, the bare value, reads null back as empty. */
final class OptionalJson {
    private OptionalJson() {}

    static final class Writer extends ValueSerializer<Optional<?>> {
        private final JavaType contentType;
        private final @Nullable ValueSerializer<Object> content;

        Writer(JavaType contentType, @Nullable ValueSerializer<Object> content) {
            this.contentType = contentType;
            this.content = content;
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
            return new Writer(contentType, context.findContentValueSerializer(contentType, property));
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator json, SerializationContext context) {
            if (content == null) {
                throw new IllegalStateException("not yet bound to its content");
            }
            json.writeStartArray();
            if (value.isPresent()) {
                content.serialize(value.get(), json, context);
            }
            json.writeEndArray();
        }
    }

    static final class Reader extends ValueDeserializer<Optional<?>> {
        private final JavaType contentType;
        private final @Nullable ValueDeserializer<Object> content;

        Reader(JavaType contentType, @Nullable ValueDeserializer<Object> content) {
            this.contentType = contentType;
            this.content = content;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            return new Reader(contentType, context.findContextualValueDeserializer(contentType, property));
        }

        @Override
        public Optional<?> deserialize(JsonParser json, DeserializationContext context) {
            if (content == null || json.currentToken() != JsonToken.START_ARRAY) {
                throw new Inexact("an array was expected");
            }
            if (json.nextToken() == JsonToken.END_ARRAY) {
                return Optional.empty();
            }
            Object value = json.currentToken() == JsonToken.VALUE_NULL ? null : content.deserialize(json, context);
            if (value == null || json.nextToken() != JsonToken.END_ARRAY) {
                throw new Inexact("an array of one value was expected");
            }
            return Optional.of(value);
        }
    }
}
