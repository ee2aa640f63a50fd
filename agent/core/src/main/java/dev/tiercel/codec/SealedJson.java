package dev.tiercel.codec;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/** A value of a sealed type as an object of one field, whose name is the tag of the value's class. */
final class SealedJson {
    private SealedJson() {}

    static final class Writer extends ValueSerializer<Object> {
        private final List<SealedTypes.Alternative> alternatives;
        private final List<ValueSerializer<Object>> bodies;

        /** @param bodies empty: not yet bound */
        Writer(List<SealedTypes.Alternative> alternatives, List<ValueSerializer<Object>> bodies) {
            this.alternatives = alternatives;
            this.bodies = bodies;
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
            List<ValueSerializer<Object>> found = new ArrayList<>();
            for (SealedTypes.Alternative each : alternatives) {
                found.add(context.findContentValueSerializer(each.type(), property));
            }
            return new Writer(alternatives, found);
        }

        @Override
        public void serialize(Object value, JsonGenerator json, SerializationContext context) {
            for (int i = 0; i < alternatives.size(); i++) {
                SealedTypes.Alternative alternative = alternatives.get(i);
                if (alternative.isOf(value)) {
                    json.writeStartObject();
                    json.writeName(alternative.tag());
                    bodies.get(i).serialize(value, json, context);
                    json.writeEndObject();
                    return;
                }
            }
            throw new Inexact("a value is a " + value.getClass().getName() + ", which its sealed type does not permit");
        }
    }

    static final class Reader extends ValueDeserializer<Object> {
        private final List<SealedTypes.Alternative> alternatives;
        private final List<ValueDeserializer<Object>> bodies;

        /** @param bodies empty: not yet bound */
        Reader(List<SealedTypes.Alternative> alternatives, List<ValueDeserializer<Object>> bodies) {
            this.alternatives = alternatives;
            this.bodies = bodies;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            List<ValueDeserializer<Object>> found = new ArrayList<>();
            for (SealedTypes.Alternative each : alternatives) {
                found.add(context.findContextualValueDeserializer(each.type(), property));
            }
            return new Reader(alternatives, found);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new Inexact("an object was expected");
            }
            String tag = json.nextName();
            for (int i = 0; tag != null && i < alternatives.size(); i++) {
                if (alternatives.get(i).tag().equals(tag)) {
                    Object value = json.nextToken() == JsonToken.VALUE_NULL
                            ? null
                            : bodies.get(i).deserialize(json, context);
                    if (value == null || json.nextToken() != JsonToken.END_OBJECT) {
                        break;
                    }
                    return value;
                }
            }
            throw new Inexact("one value of a permitted class was expected");
        }
    }
}
