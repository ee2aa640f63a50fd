package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.weaving.Rewriting.Inlined;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.Opcodes;

/** Has the virtual machine verify every class of a library, with something inlined into each of its methods. */
final class WholeLibraries {
    private WholeLibraries() {}

    static void verify(Class<?> ofLibrary, Inlined inlined) throws Exception {
        Path library = Path.of(
                ofLibrary.getProtectionDomain().getCodeSource().getLocation().toURI());
        Map<String, byte[]> files = files(library);
        Loader loader = new Loader(files, inlined);
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

    /** Its own classes come rewritten, all others as they are. */
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> files;
        private final Inlined inlined;

        Loader(Map<String, byte[]> files, Inlined inlined) {
            super(WholeLibraries.class.getClassLoader());
            this.files = files;
            this.inlined = inlined;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                byte[] file = files.get(name);
                if (known != null || file == null) {
                    return known != null ? known : super.loadClass(name, resolve);
                }
                byte[] rewritten = rewritten(file, inlined);
                return defineClass(name, rewritten, 0, rewritten.length);
            }
        }
    }

    /** With the code in each method that is no constructor. */
    static byte[] rewritten(byte[] file, Inlined inlined) {
        byte[] rewritten = Rewriting.of(file, (access, name, descriptor) -> {
            boolean concrete = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            return name.startsWith("<") || !concrete ? null : inlined;
        });
        return rewritten == null ? file : rewritten;
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
