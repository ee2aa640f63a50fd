package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.description.annotation.AnnotationDescription;
import org.junit.jupiter.api.Test;

class AnnotationsTest {
    @interface OfAnOlderVersion {
        String ttl() default "1m";
    }

    private final AnnotationDescription annotation = AnnotationDescription.Builder.ofType(OfAnOlderVersion.class)
            .define("ttl", "2m")
            .build();

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
