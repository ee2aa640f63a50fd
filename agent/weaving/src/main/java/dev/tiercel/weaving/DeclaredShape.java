package dev.tiercel.weaving;

import dev.tiercel.key.KeyShape;
import java.util.List;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.description.type.TypeList;
import org.jspecify.annotations.Nullable;

/** A declared type of a class file, for the judge of keys. Type variables and wildcards count as what they are at most. */
record DeclaredShape(TypeDescription.Generic type) implements KeyShape {

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
        TypeDescription.Generic most = most(type);
        TypeDescription.Generic element = most.isArray() ? most.getComponentType() : null;
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
        TypeDescription.Generic most = most(type);
        return most.getSort().isParameterized()
                ? most.getTypeArguments().stream().map(DeclaredShape::new).toList()
                : List.of();
    }

    private TypeDescription erased() {
        return most(type).asErasure();
    }

    private static TypeDescription.Generic most(TypeDescription.Generic type) {
        TypeDefinition.Sort sort = type.getSort();
        if (!sort.isWildcard() && !sort.isTypeVariable()) {
            return type;
        }
        TypeList.Generic bounds = type.getUpperBounds();
        return bounds.isEmpty()
                ? TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(Object.class)
                : most(bounds.get(0));
    }
}
