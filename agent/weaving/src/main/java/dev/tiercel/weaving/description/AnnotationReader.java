package dev.tiercel.weaving.description;

import dev.tiercel.weaving.description.ClassData.AnnotationData;
import dev.tiercel.weaving.description.ClassData.Constant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Reads the values of an annotation: texts and boxed primitives, ASM's types for classes, {@link Constant},
 * {@link AnnotationData}, and lists or arrays of primitives for arrays.
 */
final class AnnotationReader extends AnnotationVisitor {
    private final BiConsumer<@Nullable String, Object> values;

    private AnnotationReader(BiConsumer<@Nullable String, Object> values) {
        super(Opcodes.ASM9);
        this.values = values;
    }

    /** Adds the annotation to those that were read; its values follow. */
    static AnnotationReader into(List<AnnotationData> annotations, String descriptor) {
        Map<String, Object> said = new LinkedHashMap<>();
        annotations.add(new AnnotationData(descriptor, said));
        return new AnnotationReader(said::put);
    }

    /** Of one value without a name. */
    static AnnotationReader one(BiConsumer<@Nullable String, Object> value) {
        return new AnnotationReader(value);
    }

    @Override
    public void visit(@Nullable String name, Object value) {
        values.accept(name, value);
    }

    @Override
    public void visitEnum(@Nullable String name, String descriptor, String value) {
        values.accept(name, new Constant(descriptor, value));
    }

    @Override
    public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
        List<AnnotationData> one = new ArrayList<>();
        AnnotationReader reader = into(one, descriptor);
        values.accept(name, one.get(0));
        return reader;
    }

    @Override
    public AnnotationVisitor visitArray(@Nullable String name) {
        List<Object> elements = new ArrayList<>();
        values.accept(name, elements);
        return new AnnotationReader((any, element) -> elements.add(element));
    }
}
