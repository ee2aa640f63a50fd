package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The epochs that an entry carries. */
class StampsTest extends CodecRig {
    private static final ValueType TEXT = type(String.class);
    private static final Stamps TAGGED = Stamps.of(-5, Tags.of(List.of("red", "blue")), 0, Long.MIN_VALUE);

    private byte[] tagged(String value, Way way) {
        return codec(TEXT, way).encode(value, FRESH_UNTIL, TTL, TAGGED);
    }

    @Test
    void stamps_comeBack_inEveryFormat() {
        for (Way way : WAYS) {
            for (String value : new String[] {"value ".repeat(100), null}) {
                Decoded back = codec(TEXT).decode(tagged(value, way));
                assertThat(back.value()).isEqualTo(value);
                assertThat(back.stamps()).isEqualTo(TAGGED);
            }
        }
        assertThat(codec(TEXT).decode(encode(TEXT, "x", PLAIN)).stamps()).isEqualTo(STAMPS);
    }

    @Test
    void damage_isAMiss() {
        byte[] entry = tagged("abc", PLAIN);
        for (int i = 0; i < entry.length; i++) {
            byte[] damaged = entry.clone();
            damaged[i] ^= 1;
            assertThat(codec(TEXT).decode(damaged)).as("byte %d", i).isNull();
        }
    }

    @Test
    void tagsThatAreNotThere_areAMiss() {
        byte[] entry = tagged("abc", PLAIN);
        for (int count : new int[] {-1, 3, 8, 9, 127}) {
            byte[] lie = entry.clone();
            lie[35] = (byte) count;
            assertThat(codec(TEXT).decode(sealed(lie))).as("%d", count).isNull();
        }
        for (int length = 0; length < entry.length; length++) {
            byte[] shorter = Arrays.copyOf(entry, length);
            assertThat(codec(TEXT).decode(length < Envelope.BYTES ? shorter : sealed(shorter)))
                    .as("%d bytes", length)
                    .isNull();
        }
    }
}
