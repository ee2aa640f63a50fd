package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;

/** Which woven method runs when a framework calls one, as it knows it, on an object. */
class TargetTest {
    private final ForeignRig rig = new ForeignRig(log -> new SpringVocabulary());

    interface Crud<T, I> {
        T find(I id);

        @Cacheable("defaults")
        default String byDefault(long id) {
            return "";
        }
    }

    static class Rows implements Crud<String, Long> {
        @Override
        @Cacheable("rows")
        public String find(Long id) {
            return "";
        }

        @CacheEvict("rows")
        public void change(long id) {}

        public void other(long id) {}
    }

    /** As a framework makes them. */
    static class Rows$$Generated extends Rows {
        @Override
        public String find(Long id) {
            return super.find(id);
        }
    }

    static class OwnRows extends Rows {
        @Override
        public String find(Long id) {
            return "own";
        }
    }

    static class InheritingRows extends Rows {}

    @BeforeEach
    void weave() {
        List.of(Crud.class, Rows.class, Rows$$Generated.class, OwnRows.class, InheritingRows.class)
                .forEach(rig::weave);
    }

    private List<Target> targets(Class<?> type, Class<?> declaring, String name, Class<?>... parameters)
            throws NoSuchMethodException {
        Method method = declaring.getMethod(name, parameters);
        return Target.of(type, method, rig.honoured);
    }

    private static final Target FIND = new Target(Rows.class, "find(Ljava/lang/Long;)Ljava/lang/String;", true);

    @Test
    void itsOwn() throws Exception {
        assertThat(targets(Rows.class, Rows.class, "find", Long.class)).containsExactly(FIND);
        assertThat(targets(Rows.class, Rows.class, "change", long.class))
                .containsExactly(new Target(Rows.class, "change(J)V", false));
        assertThat(targets(Rows.class, Rows.class, "other", long.class)).isEmpty();
    }

    @Test
    void theTargetOfABridge() throws Exception {
        assertThat(targets(Rows.class, Crud.class, "find", Object.class)).containsExactly(FIND);
    }

    @Test
    void thatOfTheSuperclass_alsoBehindAGeneratedClass() throws Exception {
        assertThat(targets(InheritingRows.class, Rows.class, "find", Long.class))
                .containsExactly(FIND);
        assertThat(targets(Rows$$Generated.class, Rows$$Generated.class, "find", Long.class))
                .containsExactly(FIND);
    }

    @Test
    void noneWhereSomethingElseRuns() throws Exception {
        assertThat(targets(OwnRows.class, Rows.class, "find", Long.class)).isEmpty();
        assertThat(targets(OwnRows.class, Crud.class, "find", Object.class)).isEmpty();
    }

    @Test
    void aDefaultMethodOfTheInterface() throws Exception {
        assertThat(targets(Rows.class, Crud.class, "byDefault", long.class))
                .containsExactly(new Target(Crud.class, "byDefault(J)Ljava/lang/String;", true));
    }
}
