package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.weaving.description.AnnotationDescription;
import org.junit.jupiter.api.Test;

class AnnotationsTest {
    @interface OfAnOlderVersion {
        String ttl() default "1m";
    }

    @OfAnOlderVersion(ttl = "2m")
    private static final class Annotated {}

    private final AnnotationDescription annotation =
            Described.type(Annotated.class).getDeclaredAnnotations().get(0);

    @Test
    void attributeThatIsThere_isRead() {
        assertThat(Annotations.text(annotation, "ttl")).isEqualTo("2m");
    }

    @Test
    void attributeOfALaterVersion_isEmpty() {
        assertThat(Annotations.text(annotation, "negativeTtl")).isEmpty();
        assertThat(Annotations.flag(annotation, "each")).isFalse();
        assertThat(Annotations.value(annotation, "tags", String[].class)).isEmpty();
    }
}
