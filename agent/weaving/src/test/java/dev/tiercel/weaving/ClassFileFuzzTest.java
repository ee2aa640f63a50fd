package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.log.EventLog;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import shop.Supertypes;

/**
 * Class files that are none, or are broken: a look at them throws nothing, and where the virtual machine takes one that is
 * broken, it takes what is woven of it too. {@code -Dtiercel.fuzz.seconds} lets it run on with further seeds.
 */
class ClassFileFuzzTest {
    private static final long SEED = 0x7_1E2CE1;
    private static final int INPUTS = 2_000;

    /** Looks that come before a class is described; no exception may leave them. */
    private static final Candidates CANDIDATES = new Candidates(List.of(new OwnDialect()));

    private static final JdbcClasses JDBC = new JdbcClasses();
    private static final ClassLoader LOADER = ClassFileFuzzTest.class.getClassLoader();

    private final Weaver weaver = new Weaver(List.of(new OwnDialect()), "", new Report(EventLog.to(line -> {})));

    private static final List<byte[]> FILES = List.of(
            ClassShapeTest.Files.of(Supertypes.Declares.class),
            ClassShapeTest.Files.of(WeaverTest.Size.Small.class),
            ClassShapeTest.Files.of(shop.RuleSamples.class),
            new ByteBuddy(ClassFileVersion.JAVA_V8)
                    .redefine(WeaverTest.Size.Small.class)
                    .make()
                    .getBytes());

    private static final class Apart extends ClassLoader {
        Apart() {
            super(LOADER);
        }

        Class<?> defined(byte[] file) throws Throwable {
            Class<?> type = defineClass(null, file, 0, file.length);
            MethodHandles.privateLookupIn(type, MethodHandles.lookup()).ensureInitialized(type); // Verifies it, too.
            return type;
        }
    }

    @Test
    void whateverTheBytes_noLookThrows_andWhatVerifiesIsStillVerifiedWhenWoven() {
        long seconds = Long.getLong("tiercel.fuzz.seconds", 0);
        long end = System.nanoTime() + seconds * 1_000_000_000;
        int woven = 0;
        long seed = SEED;
        do {
            System.out.println("fuzz seed " + seed); // All that is known where the virtual machine crashes.
            Random random = new Random(seed);
            for (int i = 0; i < INPUTS; i++) {
                woven += look(mutated(random), "seed " + seed + ", input " + i) ? 1 : 0;
            }
            seed++;
        } while (System.nanoTime() < end);
        assertThat(woven).as("not all are broken beyond use").isGreaterThan(INPUTS / 100);
    }

    /** True: it was woven, and is as good as before. */
    private boolean look(byte[] file, String what) {
        try {
            ClassShape shape = CANDIDATES.shape(file);
            boolean none = JDBC.typesOf(LOADER, "shop/Any", shape).isEmpty();
            none |= CANDIDATES.isCandidate(LOADER, "shop/Any", shape);
        } catch (Throwable thrown) {
            throw new AssertionError(what + ": " + HexFormat.of().formatHex(file), thrown);
        }
        Class<?> plain = definedOrNull(file);
        byte[] woven = plain == null ? null : woven(plain.getName(), file);
        if (woven == null) {
            return false;
        }
        try {
            Class<?> unused = new Apart().defined(woven);
        } catch (Throwable refused) {
            throw new AssertionError(what + ": " + HexFormat.of().formatHex(file), refused);
        }
        return true;
    }

    /** What ends in the midst of itself is kept from the virtual machine, which has crashed over it: it reads on. */
    private static Class<?> definedOrNull(byte[] file) {
        try {
            new ClassReader(file).accept(new ClassWriter(0), 0);
            return new Apart().defined(file);
        } catch (Throwable broken) {
            return null;
        }
    }

    /** What it throws leaves the class as it was: see {@link Transformer}. */
    private byte[] woven(String name, byte[] file) {
        try {
            Weaver.Woven woven = weaver.weave(LOADER, name, file);
            return woven == null ? null : woven.file();
        } catch (Throwable left) {
            return null;
        }
    }

    private static byte[] mutated(Random random) {
        byte[] file = FILES.get(random.nextInt(FILES.size())).clone();
        switch (random.nextInt(5)) {
            case 0 -> random.nextBytes(file);
            case 1 -> file = Arrays.copyOf(file, random.nextInt(file.length));
            case 2 -> {
                int from = random.nextInt(file.length);
                int to = random.nextInt(file.length);
                int length = random.nextInt(Math.min(32, file.length - Math.max(from, to)) + 1);
                System.arraycopy(file, from, file, to, length);
            }
            default -> {
                for (int count = 1 + random.nextInt(3); count > 0; count--) {
                    file[random.nextInt(file.length)] = (byte) random.nextInt(256);
                }
            }
        }
        return file;
    }
}
