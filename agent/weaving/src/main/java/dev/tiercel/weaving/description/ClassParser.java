package dev.tiercel.weaving.description;

import dev.tiercel.weaving.description.ClassData.AnnotationData;
import dev.tiercel.weaving.description.ClassData.FieldData;
import dev.tiercel.weaving.description.ClassData.MethodData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/** Reads a class file, but for its code. Of one thread, for one file. */
final class ClassParser extends ClassVisitor {
    private int access;
    private String name = "";
    private @Nullable String signature;
    private @Nullable String superName;
    private List<String> interfaces = List.of();
    private final List<MethodData> methods = new ArrayList<>();
    private final List<FieldData> fields = new ArrayList<>();
    private final List<FieldData> components = new ArrayList<>();
    private final List<String> permitted = new ArrayList<>();
    private final List<AnnotationData> annotations = new ArrayList<>();
    private @Nullable String outer;
    private @Nullable String outerMethod;

    private ClassParser() {
        super(Opcodes.ASM9);
    }

    /** @param keepsFile whether names of local variables may be asked for */
    static ClassData parse(byte[] file, boolean keepsFile) {
        ClassParser parser = new ClassParser();
        new ClassReader(file).accept(parser, ClassReader.SKIP_CODE);
        return new ClassData(
                parser.access,
                parser.signature,
                Signature.variables(parser.signature),
                parser.superName,
                parser.interfaces,
                parser.methods,
                parser.fields,
                parser.components,
                parser.permitted,
                parser.annotations,
                parser.outer,
                parser.outerMethod,
                keepsFile ? file : null);
    }

    @Override
    public void visit(
            int version,
            int flags,
            String className,
            @Nullable String generic,
            @Nullable String superclass,
            String[] implemented) {
        access = flags;
        name = className;
        signature = generic;
        superName = superclass;
        interfaces = List.of(implemented);
    }

    @Override
    public void visitOuterClass(String owner, @Nullable String method, @Nullable String descriptor) {
        outer = owner;
        outerMethod = method == null ? null : method + descriptor;
    }

    @Override
    public void visitInnerClass(String inner, @Nullable String owner, @Nullable String simple, int flags) {
        if (inner.equals(name) && owner != null) {
            outer = owner;
        }
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return AnnotationReader.into(annotations, descriptor);
    }

    @Override
    public void visitPermittedSubclass(String subclass) {
        permitted.add(subclass);
    }

    @Override
    public @Nullable RecordComponentVisitor visitRecordComponent(
            String component, String descriptor, @Nullable String generic) {
        components.add(new FieldData(0, component, descriptor, generic));
        return null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int flags, String field, String descriptor, @Nullable String generic, @Nullable Object value) {
        fields.add(new FieldData(flags, field, descriptor, generic));
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int flags, String method, String descriptor, @Nullable String generic, String @Nullable [] exceptions) {
        return new Method(flags, method, descriptor, generic);
    }

    /** Adds itself once all of it was read. */
    private final class Method extends MethodVisitor {
        private final int flags;
        private final String method;
        private final String descriptor;
        private final @Nullable String generic;
        private final List<AnnotationData> own = new ArrayList<>(0);
        private final Map<Integer, List<AnnotationData>> ofParameters = new HashMap<>(0);
        private final List<@Nullable String> names = new ArrayList<>(0);
        private @Nullable Object otherwise;

        Method(int flags, String method, String descriptor, @Nullable String generic) {
            super(Opcodes.ASM9);
            this.flags = flags;
            this.method = method;
            this.descriptor = descriptor;
            this.generic = generic;
        }

        @Override
        public void visitParameter(@Nullable String parameter, int modifiers) {
            names.add(parameter);
        }

        @Override
        public AnnotationVisitor visitAnnotationDefault() {
            return AnnotationReader.one((any, value) -> otherwise = value);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String type, boolean visible) {
            return AnnotationReader.into(own, type);
        }

        @Override
        public AnnotationVisitor visitParameterAnnotation(int parameter, String type, boolean visible) {
            return AnnotationReader.into(ofParameters.computeIfAbsent(parameter, any -> new ArrayList<>(1)), type);
        }

        @Override
        public void visitEnd() {
            methods.add(new MethodData(flags, method, descriptor, generic, own, ofParameters, names, otherwise));
        }
    }
}
