package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method of whole libraries: what surrounds a body is right in each class file that the virtual machine takes. */
class SurroundTest {
    /** What the surrounding code calls. */
    public static void told(Object begun, Object returned, Throwable thrown) {}

    private static final class Around extends Surround {
        Around(MethodVisitor next, String descriptor, int locals) {
            super(next, descriptor, locals);
        }

        @Override
        void begin(MethodVisitor code) {
            code.visitLdcInsn("begun");
        }

        @Override
        void beforeEnd(MethodVisitor code) {}

        @Override
        void end(MethodVisitor code) {
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    SurroundTest.class.getName().replace('.', '/'),
                    "told",
                    "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Throwable;)V",
                    false);
        }
    }

    private static byte[] surrounded(byte[] file) {
        ClassReader reader = OpenedClassReader.of(file);
        Map<String, Integer> locals = new HashMap<>();
        reader.accept(
                new ClassVisitor(OpenedClassReader.ASM_API) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        boolean concrete = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
                        return name.startsWith("<") || !concrete
                                ? null
                                : new MethodVisitor(OpenedClassReader.ASM_API) {
                                    @Override
                                    public void visitMaxs(int stack, int count) {
                                        locals.put(name + descriptor, count);
                                    }
                                };
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(OpenedClassReader.ASM_API, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        Integer count = locals.get(name + descriptor);
                        return count == null ? next : new Around(next, descriptor, count);
                    }
                },
                ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    /** Its own classes come surrounded, all others as they are. */
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> files;

        Loader(Map<String, byte[]> files) {
            super(SurroundTest.class.getClassLoader());
            this.files = files;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                byte[] file = files.get(name);
                if (known != null || file == null) {
                    return known != null ? known : super.loadClass(name, resolve);
                }
                byte[] woven = surrounded(file);
                return defineClass(name, woven, 0, woven.length);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ByteBuddy.class, Assertions.class})
    void everyMethodOfALibrary_isVerified(Class<?> ofLibrary) throws Exception {
        Map<String, byte[]> files = files(Path.of(
                ofLibrary.getProtectionDomain().getCodeSource().getLocation().toURI()));
        Loader loader = new Loader(files);
        int linked = 0;
        for (String name : files.keySet()) {
            try {
                // Links the class, and so verifies it.
                assertThat(Class.forName(name, false, loader).getDeclaredMethods())
                        .isNotNull();
                linked++;
            } catch (NoClassDefFoundError withoutALibraryThatIsNotHere) {
                continue;
            }
        }
        assertThat(linked).isGreaterThan(files.size() / 2).isGreaterThan(500);
    }

    private static Map<String, byte[]> files(Path library) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (JarFile jar = new JarFile(library.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.contains("-")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        byte[] file = in.readAllBytes();
                        if (file[7] >= 51) {
                            files.put(
                                    name.substring(0, name.length() - ".class".length())
                                            .replace('/', '.'),
                                    file);
                        }
                    }
                }
            }
        }
        return files;
    }
}
