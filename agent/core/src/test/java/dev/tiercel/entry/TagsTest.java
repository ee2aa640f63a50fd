package dev.tiercel.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagsTest {
    @Test
    void tag_isTheSameInEveryProcess() {
        assertThat(Tags.id("catalog")).isEqualTo(0x652f55016243bf1bL);
    }

    @Test
    void tags_areTheirTexts() {
        Tags tags = Tags.of(List.of("a", "b"));
        assertThat(tags.contains(Tags.id("a"))).isTrue();
        assertThat(tags.contains(Tags.id("b"))).isTrue();
        assertThat(tags.contains(Tags.id("c"))).isFalse();
        assertThat(Tags.NONE.contains(Tags.id("a"))).isFalse();
    }

    @Test
    void tags_areBounded() {
        List<String> many = Collections.nCopies(Tags.MOST + 1, "a");
        assertThatThrownBy(() -> Tags.of(many)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stamps_areEqualWhereAllAre() {
        Tags tags = Tags.of(List.of("a", "b"));
        Stamps stamps = Stamps.of(1, tags, 2, 3);
        assertThat(Stamps.of(1, Tags.of(List.of("a", "b")), 2, 3))
                .isEqualTo(stamps)
                .hasSameHashCodeAs(stamps);
        assertThat(Stamps.of(2, tags, 2, 3)).isNotEqualTo(stamps);
        assertThat(Stamps.of(1, tags, 2, 4)).isNotEqualTo(stamps);
        assertThat(Stamps.of(1, Tags.of(List.of("a", "c")), 2, 3)).isNotEqualTo(stamps);
        assertThat(Stamps.of(1, Tags.NONE)).isNotEqualTo(stamps);
    }
}
