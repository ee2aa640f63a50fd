package dev.tiercel.weaving;

import dev.tiercel.key.KeyShape;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A declared type of a class file, for the judge of keys. Type variables and wildcards count as what they are at most. */
record DeclaredShape(TypeDescription type) implements KeyShape {

    @Override
    public String name() {
        return erased().getName();
    }

    @Override
    public boolean isEnum() {
        return erased().isEnum();
    }

    @Override
    public boolean isRecord() {
        return erased().isRecord();
    }

    @Override
    public boolean hasOwnEquals() {
        return erased().getDeclaredMethods().stream()
                .anyMatch(method -> method.getName().equals("equals")
                        && method.getDescriptor().equals("(Ljava/lang/Object;)Z")
                        && !method.isFinal());
    }

    @Override
    public boolean isAbstract() {
        return erased().isAbstract() && !erased().isArray() && !erased().isPrimitive();
    }

    @Override
    public boolean isA(String className) {
        return Types.isAssignableTo(erased(), className);
    }

    @Override
    public @Nullable DeclaredShape element() {
        TypeDescription element = Types.bound(type).getComponentType();
        return element == null ? null : new DeclaredShape(element);
    }

    @Override
    public List<DeclaredShape> components() {
        return erased().getRecordComponents().stream()
                .map(component -> new DeclaredShape(component.getType()))
                .toList();
    }

    @Override
    public List<DeclaredShape> arguments() {
        TypeDescription most = Types.bound(type);
        return most.isParameterized()
                ? most.getTypeArguments().stream().map(DeclaredShape::new).toList()
                : List.of();
    }

    private TypeDescription erased() {
        return Types.bound(type).asErasure();
    }
}
