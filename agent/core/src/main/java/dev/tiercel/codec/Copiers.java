package dev.tiercel.codec;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/** Compiles the copier of a declared type out of those of its parts; what {@link Schema} refuses has none either. */
final class Copiers {
    private final TypeFactory types;
    private final Map<String, Copier> known = new HashMap<>();

    private Copiers(TypeFactory types) {
        this.types = types;
    }

    /** Loads the classes of the type; a type without copies has a copier that says why. */
    static Copier of(ValueType declared, ClassLoader loader) {
        try {
            TypeFactory types = TypeFactory.createDefaultInstance();
            return new Copiers(types).compile(Classes.resolve(declared, loader, types), true);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException | StackOverflowError e) {
            return new RefusingCopier(Reasons.of(e));
        }
    }

    /** @param named whether the method's signature itself names the type, not a field of some object */
    private Copier compile(JavaType type, boolean named) throws ReflectiveOperationException {
        Class<?> raw = type.getRawClass();
        if (Immutability.isLeaf(raw)) {
            return new ValueCopiers.Same(Classes.boxed(raw));
        }
        if (raw == Date.class) {
            return new ValueCopiers.OfDate();
        }
        String name = named + type.toCanonical();
        Copier before = known.get(name);
        if (before != null) {
            return before;
        }
        ValueCopiers.Later later = new ValueCopiers.Later();
        known.put(name, later);
        Copier made = SealedTypes.is(raw) ? ofSealed(type) : ofClass(type, raw, named);
        later.is(made);
        known.put(name, made);
        return made;
    }

    private Copier ofClass(JavaType type, Class<?> raw, boolean named) throws ReflectiveOperationException {
        if (type.isArrayType()) {
            return raw.getComponentType().isPrimitive()
                    ? new ContainerCopiers.OfPrimitives(raw)
                    : new ContainerCopiers.OfArray(raw, compile(type.getContentType(), named));
        }
        if (raw == Optional.class) {
            return new ValueCopiers.OfOptional(compile(type.containedTypeOrUnknown(0), named));
        }
        if (Schema.LISTS.contains(raw) || Schema.SETS.contains(raw)) {
            return new ContainerCopiers.OfCollection(raw, named, compile(type.containedTypeOrUnknown(0), named));
        }
        if (Schema.MAPS.contains(raw)) {
            return new ContainerCopiers.OfMap(
                    raw,
                    named,
                    compile(type.containedTypeOrUnknown(0), named),
                    compile(type.containedTypeOrUnknown(1), named));
        }
        if (Immutability.of(type, types)) {
            return new ValueCopiers.Same(raw);
        }
        SchemaRules.check(raw);
        return raw.isRecord()
                ? ofRecord(type, raw)
                : ObjectCopiers.ofFields(raw, new BareConstructor(raw), parts(type));
    }

    private Copier ofSealed(JavaType type) throws ReflectiveOperationException {
        SchemaRules.checkSealed(type.getRawClass());
        List<SealedTypes.Alternative> alternatives = SealedTypes.of(type, types);
        List<Copier> copiers = new ArrayList<>();
        for (SealedTypes.Alternative each : alternatives) {
            copiers.add(compile(each.type(), false));
        }
        return new ValueCopiers.OfSealed(type.getRawClass(), alternatives, copiers);
    }

    private Copier ofRecord(JavaType type, Class<?> raw) throws ReflectiveOperationException {
        Map<String, ObjectCopiers.Part> byName = new HashMap<>();
        parts(type).forEach(part -> byName.put(part.field().getName(), part));
        List<ObjectCopiers.Part> inOrder = Arrays.stream(raw.getRecordComponents())
                .map(RecordComponent::getName)
                .map(byName::get)
                .toList();
        return ObjectCopiers.ofRecord(raw, inOrder);
    }

    private List<ObjectCopiers.Part> parts(JavaType type) throws ReflectiveOperationException {
        List<ObjectCopiers.Part> parts = new ArrayList<>();
        for (Schema.Member member : Schema.membersOf(type, types)) {
            member.field().setAccessible(true);
            Class<?> raw = member.field().getType();
            // Only where the virtual machine itself sees to the class of the value can it go unlooked at.
            boolean sure = raw == member.type().getRawClass()
                    && Modifier.isFinal(raw.getModifiers())
                    && Immutability.of(member.type(), types);
            parts.add(new ObjectCopiers.Part(member.field(), sure ? null : compile(member.type(), false)));
        }
        return parts;
    }
}
