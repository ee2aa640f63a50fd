package dev.tiercel.weaving.description;

import dev.tiercel.weaving.description.ClassData.FieldData;
import org.objectweb.asm.Opcodes;

/** A field, or a component of a record. */
public final class FieldDescription {
    private final TypeDescription declaring;
    private final FieldData data;

    FieldDescription(TypeDescription declaring, FieldData data) {
        this.declaring = declaring;
        this.data = data;
    }

    public String getName() {
        return data.name();
    }

    /** With the type variables of its class replaced by what they are there. */
    public TypeDescription getType() {
        TypeDescription erased = declaring.pool().ofDescriptor(data.descriptor());
        return declaring.resolved(data.signature(), declaring::variable, erased);
    }

    public boolean isPublic() {
        return is(Opcodes.ACC_PUBLIC);
    }

    public boolean isStatic() {
        return is(Opcodes.ACC_STATIC);
    }

    public boolean isFinal() {
        return is(Opcodes.ACC_FINAL);
    }

    private boolean is(int flag) {
        return (data.access() & flag) != 0;
    }
}
