package dev.tiercel.weaving;

import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Every method of whole libraries: what surrounds a body is right in each class file that the virtual machine takes. */
class SurroundTest {
    /** What the surrounding code calls. */
    public static void told(Object begun, Object returned, Throwable thrown) {}

    private static final class Around extends Surround {
        Around(MethodVisitor next, Site site) {
            super(next, site.descriptor(), site.locals());
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

    @ParameterizedTest
    @ValueSource(classes = {ByteBuddy.class, Assertions.class})
    void everyMethodOfALibrary_isVerified(Class<?> ofLibrary) throws Exception {
        WholeLibraries.verify(ofLibrary, Around::new);
    }
}
