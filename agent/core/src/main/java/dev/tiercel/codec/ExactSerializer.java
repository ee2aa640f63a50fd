package dev.tiercel.codec;

import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Lets a value through only where reading it back by the declared class gives an equal one. So a subclass, a proxy of an
 * object-relational mapper or a lazy collection is refused instead of being cut down to its declared class.
 */
@NullUnmarked // overrides of a library without null annotations
final class ExactSerializer extends ValueSerializer<Object> {
    private final Class<?> declared;
    private final ValueSerializer<Object> serializer;

    @SuppressWarnings("unchecked") // what the serializer is given is checked here, against the class it was made for
    ExactSerializer(Class<?> declared, ValueSerializer<?> serializer) {
        this.declared = declared;
        this.serializer = (ValueSerializer<Object>) serializer;
    }

    @Override
    public void resolve(SerializationContext context) {
        serializer.resolve(context);
    }

    @Override
    public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
        ValueSerializer<?> bound = serializer.createContextual(context, property);
        return bound == serializer ? this : new ExactSerializer(declared, bound);
    }

    @Override
    public boolean isEmpty(SerializationContext context, Object value) {
        return serializer.isEmpty(context, value);
    }

    @Override
    public void serialize(Object value, JsonGenerator json, SerializationContext context) {
        if (value.getClass() != declared && !comesBackEqual(value)) {
            throw new Inexact("a value is a " + value.getClass().getName() + ", declared was " + declared.getName());
        }
        serializer.serialize(value, json, context);
    }

    /** For interfaces of the JDK, and for ZoneId, which is abstract: its subclasses are its own. */
    private boolean comesBackEqual(Object value) {
        boolean open = declared.isInterface() || declared == ZoneId.class;
        if (!open || !Classes.isOfTheJdk(value.getClass()) || Containers.hasOwnEquality(value)) {
            return false;
        }
        if (Schema.SETS.contains(declared)) {
            return value instanceof Set;
        }
        if (Schema.LISTS.contains(declared)) {
            // A Set equals no List, and a List is what comes back.
            return value instanceof Collection && !(value instanceof Set);
        }
        return value instanceof Map || value instanceof ZoneId;
    }
}
