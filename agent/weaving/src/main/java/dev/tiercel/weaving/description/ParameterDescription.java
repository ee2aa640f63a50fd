package dev.tiercel.weaving.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parameter of a method. */
public final class ParameterDescription implements AnnotationSource {
    private final MethodDescription method;
    private final int index;
    private final TypeDescription type;

    ParameterDescription(MethodDescription method, int index, TypeDescription type) {
        this.method = method;
        this.index = index;
        this.type = type;
    }

    /** This parameter, as if it were declared with another type. */
    public ParameterDescription withType(TypeDescription other) {
        return new ParameterDescription(method, index, other);
    }

    /** Counted from zero. */
    public int getIndex() {
        return index;
    }

    /** With the type variables of the method's class replaced by what they are there. */
    public TypeDescription getType() {
        return type;
    }

    /** As the class file tells it, for reflection or else for debuggers; null: it does not. */
    public @Nullable String getName() {
        return method.nameOf(index);
    }

    @Override
    public List<AnnotationDescription> getDeclaredAnnotations() {
        return method.annotationsOf(index);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParameterDescription that && method.equals(that.method) && index == that.index;
    }

    @Override
    public int hashCode() {
        return 31 * method.hashCode() + index;
    }
}
