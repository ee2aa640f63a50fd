package dev.tiercel.codec;

import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;

/** A {@link BareConstructor} for Jackson. */
final class BareInstantiator extends ValueInstantiator.Base {
    private final BareConstructor constructor;

    BareInstantiator(Class<?> type) {
        super(type);
        this.constructor = new BareConstructor(type);
    }

    @Override
    public boolean canCreateUsingDefault() {
        return true;
    }

    @Override
    public Object createUsingDefault(DeserializationContext context) {
        return constructor.make();
    }
}
