package dev.tiercel.weaving.description;

import dev.tiercel.weaving.description.ClassData.FieldData;
import dev.tiercel.weaving.description.ClassData.MethodData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * A type as it is used somewhere: a class, with type arguments or without, an array, a primitive type, a type variable or a
 * wildcard. Without arguments a class is described as it declares itself, with its own variables. What its name does not
 * say is read from its class file; {@link NoSuchTypeException} is thrown where there is none. Thread-safe.
 */
public final class TypeDescription implements AnnotationSource {
    private enum Kind {
        PLAIN,
        PARAMETERIZED,
        ARRAY,
        OPEN
    }

    /** {@link Object}. */
    public static final TypeDescription OBJECT = TypePool.ofPlatform().describe("java.lang.Object");

    private static final Map<String, String> BOXES = Map.of(
            "boolean", "java.lang.Boolean",
            "byte", "java.lang.Byte",
            "char", "java.lang.Character",
            "short", "java.lang.Short",
            "int", "java.lang.Integer",
            "long", "java.lang.Long",
            "float", "java.lang.Float",
            "double", "java.lang.Double",
            "void", "java.lang.Void");

    private final TypePool pool;
    private final Kind kind;

    /** Of a class or primitive its name; of anything else what stands in the source. */
    private final String name;

    private final List<TypeDescription> arguments;

    /** Of an inner class the outer one, where that has arguments. */
    private final @Nullable TypeDescription owner;

    /** Of an array its elements' type, of an open type its bounds. */
    private final Supplier<List<TypeDescription>> parts;

    private @Nullable Above above;
    private @Nullable List<MethodDescription> methods;

    /** What it extends and implements. */
    private record Above(@Nullable TypeDescription superclass, List<TypeDescription> interfaces) {
        Above {
            interfaces = List.copyOf(interfaces);
        }
    }

    private TypeDescription(
            TypePool pool,
            Kind kind,
            String name,
            List<TypeDescription> arguments,
            @Nullable TypeDescription owner,
            Supplier<List<TypeDescription>> parts) {
        this.pool = pool;
        this.kind = kind;
        this.name = name;
        this.arguments = List.copyOf(arguments);
        this.owner = owner;
        this.parts = parts;
    }

    static TypeDescription plain(TypePool pool, String name) {
        return new TypeDescription(pool, Kind.PLAIN, name, List.of(), null, List::of);
    }

    static TypeDescription parameterized(
            TypePool pool, String name, List<TypeDescription> arguments, @Nullable TypeDescription owner) {
        return new TypeDescription(pool, Kind.PARAMETERIZED, name, arguments, owner, List::of);
    }

    static TypeDescription array(TypePool pool, TypeDescription element) {
        List<TypeDescription> elements = List.of(element);
        return new TypeDescription(pool, Kind.ARRAY, "[]", List.of(), null, () -> elements);
    }

    static TypeDescription wildcard(TypePool pool, String text, TypeDescription bound) {
        List<TypeDescription> bounds = List.of(bound);
        return new TypeDescription(pool, Kind.OPEN, text, List.of(), null, () -> bounds);
    }

    static TypeDescription variable(TypePool pool, String name, String bounds, Signature.Scope scope) {
        // Read when they are asked for: they may name the variable itself.
        return new TypeDescription(pool, Kind.OPEN, name, List.of(), null, () -> Signature.bounds(pool, scope, bounds));
    }

    TypePool pool() {
        return pool;
    }

    ClassData data() {
        return pool.data(name);
    }

    /** Without arguments; a type variable or wildcard is its first bound. */
    public TypeDescription asErasure() {
        return switch (kind) {
            case PLAIN -> this;
            case PARAMETERIZED -> pool.describe(name);
            case ARRAY -> {
                TypeDescription element = parts.get().get(0);
                TypeDescription erased = element.asErasure();
                yield erased.equals(element) ? this : array(pool, erased);
            }
            case OPEN -> getBound().asErasure();
        };
    }

    /** True for a type variable or a wildcard. */
    public boolean isOpen() {
        return kind == Kind.OPEN;
    }

    /** What a type variable or wildcard is at most. */
    public TypeDescription getBound() {
        return parts.get().get(0);
    }

    public boolean isParameterized() {
        return !arguments.isEmpty();
    }

    public List<TypeDescription> getTypeArguments() {
        return arguments;
    }

    /** As {@link Class#getName()}. */
    public String getName() {
        return kind == Kind.ARRAY ? "[" + parts.get().get(0).descriptor() : name;
    }

    /** With slashes. */
    public String getInternalName() {
        return getName().replace('.', '/');
    }

    /** As the name, but of an array that of its elements with brackets. */
    public String getActualName() {
        return kind == Kind.ARRAY ? parts.get().get(0).getActualName() + "[]" : name;
    }

    public String getSimpleName() {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    /** That of a field of such a type, but with dots. */
    private String descriptor() {
        return switch (kind) {
            case ARRAY -> getName();
            case OPEN -> asErasure().descriptor();
            default ->
                switch (name) {
                    case "boolean" -> "Z";
                    case "byte" -> "B";
                    case "char" -> "C";
                    case "short" -> "S";
                    case "int" -> "I";
                    case "long" -> "J";
                    case "float" -> "F";
                    case "double" -> "D";
                    case "void" -> "V";
                    default -> "L" + name + ";";
                };
        };
    }

    /** True for that class, or primitive type, without arguments. */
    public boolean represents(Class<?> type) {
        return (kind == Kind.PLAIN || kind == Kind.ARRAY) && getName().equals(type.getName());
    }

    public boolean isArray() {
        return kind == Kind.ARRAY;
    }

    public boolean isPrimitive() {
        return kind == Kind.PLAIN && BOXES.containsKey(name);
    }

    /** The type of an array's elements; null: it is none. */
    public @Nullable TypeDescription getComponentType() {
        return kind == Kind.ARRAY ? parts.get().get(0) : null;
    }

    /** The class in which a primitive type is boxed; any other type itself. */
    public TypeDescription asBoxed() {
        String box = kind == Kind.PLAIN ? BOXES.get(name) : null;
        return box == null ? this : pool.describe(box);
    }

    public boolean isEnum() {
        return is(Opcodes.ACC_ENUM);
    }

    public boolean isRecord() {
        return is(Opcodes.ACC_RECORD);
    }

    public boolean isInterface() {
        return is(Opcodes.ACC_INTERFACE);
    }

    public boolean isAbstract() {
        return is(Opcodes.ACC_ABSTRACT);
    }

    public boolean isFinal() {
        return is(Opcodes.ACC_FINAL);
    }

    public boolean isSynthetic() {
        return is(Opcodes.ACC_SYNTHETIC);
    }

    public boolean isSealed() {
        return hasFile() && !data().permitted().isEmpty();
    }

    private boolean is(int flag) {
        return hasFile() && (data().access() & flag) != 0;
    }

    /** True where there should be a class file of it. */
    private boolean hasFile() {
        return kind == Kind.PARAMETERIZED || (kind == Kind.PLAIN && !BOXES.containsKey(name));
    }

    public List<TypeDescription> getPermittedSubtypes() {
        return !hasFile()
                ? List.of()
                : data().permitted().stream()
                        .map(each -> pool.describe(each.replace('/', '.')))
                        .toList();
    }

    /** Null: it is {@code Object}, an interface, or a primitive type. */
    public @Nullable TypeDescription getSuperClass() {
        return above().superclass();
    }

    /** In the order in which they are declared. */
    public List<TypeDescription> getInterfaces() {
        return above().interfaces();
    }

    private Above above() {
        Above known = above;
        if (known == null) {
            known = switch (kind) {
                case OPEN -> getBound().above();
                case ARRAY ->
                    new Above(
                            OBJECT,
                            List.of(pool.describe("java.lang.Cloneable"), pool.describe("java.io.Serializable")));
                default -> hasFile() ? declaredAbove(data()) : new Above(null, List.of());
            };
            above = known;
        }
        return known;
    }

    private Above declaredAbove(ClassData data) {
        TypeDescription superclass = null;
        List<TypeDescription> interfaces = new ArrayList<>();
        if (data.signature() == null) {
            superclass = data.superName() == null
                    ? null
                    : pool.describe(data.superName().replace('/', '.'));
            data.interfaces().forEach(each -> interfaces.add(pool.describe(each.replace('/', '.'))));
        } else {
            Signature types = new Signature(pool, this::variable, data.signature()).afterVariables();
            superclass = types.type();
            while (!types.isAtEnd()) {
                interfaces.add(types.type());
            }
        }
        return new Above(isInterface() ? null : superclass, interfaces);
    }

    /** Those that its own class file has, constructors too, with type variables replaced by the type's arguments. */
    public List<MethodDescription> getDeclaredMethods() {
        List<MethodDescription> known = methods;
        if (known == null) {
            List<MethodDescription> own = new ArrayList<>();
            if (kind == Kind.OPEN) {
                own.addAll(getBound().getDeclaredMethods());
            } else if (hasFile()) {
                for (MethodData method : data().methods()) {
                    own.add(new MethodDescription(this, method));
                }
            }
            known = List.copyOf(own);
            methods = known;
        }
        return known;
    }

    public List<FieldDescription> getDeclaredFields() {
        return kind == Kind.OPEN ? getBound().getDeclaredFields() : fields(hasFile() ? data().fields() : List.of());
    }

    public List<FieldDescription> getRecordComponents() {
        return kind == Kind.OPEN
                ? getBound().getRecordComponents()
                : fields(hasFile() ? data().components() : List.of());
    }

    private List<FieldDescription> fields(List<FieldData> fields) {
        return fields.stream().map(each -> new FieldDescription(this, each)).toList();
    }

    @Override
    public List<AnnotationDescription> getDeclaredAnnotations() {
        return hasFile() ? AnnotationDescription.all(pool, data().annotations()) : List.of();
    }

    /** What a type variable of the class is here; null: it knows none of that name. */
    @Nullable
    TypeDescription variable(String variable) {
        ClassData data = data();
        Map<String, String> declared = data.variables();
        if (declared.containsKey(variable)) {
            if (declared.size() != arguments.size()) {
                return variable(pool, variable, declared.getOrDefault(variable, ""), this::variable);
            }
            Iterator<TypeDescription> argument = arguments.iterator();
            Map<String, TypeDescription> bound = new HashMap<>();
            declared.keySet().forEach(each -> bound.put(each, argument.next()));
            return bound.get(variable);
        }
        if (owner != null) {
            return owner.variable(variable);
        }
        if (data.outer() == null) {
            return null;
        }
        TypeDescription outer = pool.describe(data.outer().replace('/', '.'));
        String bounds = data.outerMethod() == null ? null : outer.boundsIn(data.outerMethod(), variable);
        return bounds == null ? outer.variable(variable) : variable(pool, variable, bounds, this::variable);
    }

    /** The bounds of a method's type variable; null: it has none of that name. */
    private @Nullable String boundsIn(String method, String variable) {
        for (MethodData each : data().methods()) {
            if (method.equals(each.name() + each.descriptor())) {
                return Signature.variables(each.signature()).get(variable);
            }
        }
        return null;
    }

    /** The type of a member, by its signature if it has one. */
    TypeDescription resolved(@Nullable String signature, Signature.Scope scope, TypeDescription erased) {
        return signature == null ? erased : new Signature(pool, scope, signature).type(erased);
    }

    /** The names of variables in its methods, as {@link LocalNames} reads them. */
    Map<String, Map<Integer, String>> localNames() {
        byte[] file = data().file();
        return file == null ? Map.of() : pool.localNames(name, file);
    }

    /** The same kind of type of the same name, with the same arguments. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof TypeDescription that
                        && kind == that.kind
                        && name.equals(that.name)
                        && (kind != Kind.ARRAY || parts.get().equals(that.parts.get()))
                        && arguments.equals(that.arguments));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** As in a source file, with full names. */
    @Override
    public String toString() {
        if (kind == Kind.ARRAY) {
            return parts.get().get(0) + "[]";
        }
        return arguments.isEmpty()
                ? name
                : arguments.stream().map(String::valueOf).collect(Collectors.joining(", ", name + "<", ">"));
    }
}
