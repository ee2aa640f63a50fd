package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import shop.Supertypes.Declares;
import shop.Supertypes.Further;
import shop.Supertypes.Implements;
import shop.Supertypes.Inherits;
import shop.Supertypes.Unrelated;

/** Which classes are worth a closer look: all that could be woven, and few others. */
class CandidatesTest {
    private final Candidates candidates = new Candidates(List.of(new OwnDialect()));

    private boolean isCandidate(Class<?> type, String name) {
        ClassShape shape = candidates.shape(ClassShapeTest.Files.of(type));
        return candidates.isCandidate(CandidatesTest.class.getClassLoader(), name, shape);
    }

    @Test
    void aClassThatNamesAnAnnotation_orInheritsIt_isOne() {
        for (Class<?> type : List.of(Declares.class, Inherits.class, Implements.class, Further.class)) {
            assertThat(isCandidate(type, "shop/" + type.getSimpleName()))
                    .as(type.getName())
                    .isTrue();
        }
        assertThat(isCandidate(Unrelated.class, "shop/Unrelated")).isFalse();
    }

    @Test
    void librariesAndTheJdkAreNone_butTheJdksProxiesAre() {
        assertThat(isCandidate(Further.class, "io/netty/Further")).isFalse();
        assertThat(isCandidate(Further.class, "java/util/Further")).isFalse();
        assertThat(isCandidate(Further.class, "com/sun/Further")).isFalse();
        assertThat(isCandidate(Further.class, "dev/tiercel/Further")).isFalse();
        assertThat(isCandidate(Further.class, "dev/tiercel/sample/Further")).isTrue();
        assertThat(isCandidate(Further.class, "jdk/proxy2/$Proxy5")).isTrue();
        assertThat(isCandidate(Further.class, "com/sun/proxy/jdk/proxy1/$Proxy5"))
                .isTrue();
    }

    @Test
    void bytesThatAreNoClassFile_areNone() {
        assertThat(candidates.isCandidate(
                        CandidatesTest.class.getClassLoader(), "shop/X", candidates.shape(new byte[] {1, 2, 3})))
                .isFalse();
    }
}
