package dev.tiercel.weaving.description;

import dev.tiercel.weaving.description.ClassData.AnnotationData;
import dev.tiercel.weaving.description.ClassData.MethodData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A method, constructor or initializer of a class, as a type has it: with the type's arguments for its variables. */
public final class MethodDescription implements AnnotationSource {
    private final TypeDescription declaring;
    private final MethodData data;
    private @Nullable Types types;

    MethodDescription(TypeDescription declaring, MethodData data) {
        this.declaring = declaring;
        this.data = data;
    }

    private record Types(List<ParameterDescription> parameters, TypeDescription returned) {
        Types {
            parameters = List.copyOf(parameters);
        }
    }

    /** As its class declares it, with the variables as they stand there. */
    public MethodDescription asDefined() {
        TypeDescription erased = declaring.asErasure();
        return erased.equals(declaring) ? this : new MethodDescription(erased, data);
    }

    public TypeDescription getDeclaringType() {
        return declaring;
    }

    public String getName() {
        return data.name();
    }

    /** As it stands in the class file, erased. */
    public String getDescriptor() {
        return data.descriptor();
    }

    /** With the type variables of its class replaced by what they are there. */
    public TypeDescription getReturnType() {
        return types().returned();
    }

    public List<ParameterDescription> getParameters() {
        return types().parameters();
    }

    /** The types of its parameters, erased. */
    public List<TypeDescription> getParameterTypes() {
        List<TypeDescription> types = new ArrayList<>();
        for (ParameterDescription parameter : getParameters()) {
            types.add(parameter.getType().asErasure());
        }
        return types;
    }

    private Types types() {
        Types known = types;
        if (known == null) {
            String signature = data.signature();
            known = signature == null ? erased() : signed(signature, erased());
            types = known;
        }
        return known;
    }

    private Types erased() {
        TypePool pool = declaring.pool();
        List<ParameterDescription> own = new ArrayList<>();
        for (Type type : Type.getArgumentTypes(data.descriptor())) {
            own.add(new ParameterDescription(this, own.size(), pool.of(type)));
        }
        return new Types(own, pool.of(Type.getReturnType(data.descriptor())));
    }

    /** A signature that tells of other parameters than the descriptor has counts for what is returned only. */
    private Types signed(String signature, Types erased) {
        TypePool pool = declaring.pool();
        Map<String, TypeDescription> variables = new HashMap<>();
        Signature.Scope scope = name -> variables.containsKey(name) ? variables.get(name) : declaring.variable(name);
        Signature.variables(signature)
                .forEach((name, bounds) -> variables.put(name, TypeDescription.variable(pool, name, bounds, scope)));
        Signature read = new Signature(pool, scope, signature).afterVariables();
        List<ParameterDescription> own = new ArrayList<>();
        read.comes('(');
        while (!read.comes(')')) {
            int index = own.size();
            boolean known = index < erased.parameters().size();
            TypeDescription otherwise = known ? erased.parameters().get(index).getType() : TypeDescription.OBJECT;
            own.add(new ParameterDescription(this, index, read.type(otherwise)));
        }
        boolean whole = own.size() == erased.parameters().size();
        return new Types(whole ? own : erased.parameters(), read.type(erased.returned()));
    }

    @Nullable
    String nameOf(int parameter) {
        if (!data.names().isEmpty()) {
            return parameter < data.names().size() ? data.names().get(parameter) : null;
        }
        int at = isStatic() ? 0 : 1;
        Type[] types = Type.getArgumentTypes(data.descriptor());
        for (int i = 0; i < parameter; i++) {
            at += types[i].getSize();
        }
        return declaring
                .localNames()
                .getOrDefault(data.name() + data.descriptor(), Map.of())
                .get(at);
    }

    List<AnnotationDescription> annotationsOf(int parameter) {
        List<AnnotationData> own = data.ofParameters().getOrDefault(parameter, List.of());
        return AnnotationDescription.all(declaring.pool(), own);
    }

    @Override
    public List<AnnotationDescription> getDeclaredAnnotations() {
        return AnnotationDescription.all(declaring.pool(), data.annotations());
    }

    /** Neither a constructor nor an initializer of a class. */
    public boolean isMethod() {
        return data.name().charAt(0) != '<';
    }

    public boolean isConstructor() {
        return data.name().equals("<init>");
    }

    public boolean isPublic() {
        return is(Opcodes.ACC_PUBLIC);
    }

    public boolean isPrivate() {
        return is(Opcodes.ACC_PRIVATE);
    }

    public boolean isStatic() {
        return is(Opcodes.ACC_STATIC);
    }

    public boolean isFinal() {
        return is(Opcodes.ACC_FINAL);
    }

    public boolean isAbstract() {
        return is(Opcodes.ACC_ABSTRACT);
    }

    public boolean isNative() {
        return is(Opcodes.ACC_NATIVE);
    }

    public boolean isBridge() {
        return is(Opcodes.ACC_BRIDGE);
    }

    public boolean isVarArgs() {
        return is(Opcodes.ACC_VARARGS);
    }

    public boolean isSynthetic() {
        return is(Opcodes.ACC_SYNTHETIC);
    }

    private boolean is(int flag) {
        return (data.access() & flag) != 0;
    }

    /** The same method of the same type. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MethodDescription that
                && declaring.equals(that.declaring)
                && data.name().equals(that.data.name())
                && data.descriptor().equals(that.data.descriptor());
    }

    @Override
    public int hashCode() {
        return 31 * data.name().hashCode() + data.descriptor().hashCode();
    }

    @Override
    public String toString() {
        return declaring + "." + data.name() + data.descriptor();
    }
}
