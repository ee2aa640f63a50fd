package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.junit.jupiter.api.Test;

/** Bytes that are no entry of the method that reads them. */
class ForeignBytesTest extends CodecRig {
    @Test
    void otherSchema_isAMiss() {
        for (Way way : WAYS) {
            byte[] bytes = encode(type(List.class, type(String.class)), List.of("1"), way);
            assertThat(codec(type(List.class, type(Integer.class))).decode(bytes))
                    .isNull();
            assertThat(codec(type(Set.class, type(String.class))).decode(bytes)).isNull();
            byte[] circle = encode(type(Shop.Circle.class), new Shop.Circle(1), way);
            for (int i = 3; i < 11; i++) {
                byte[] other = circle.clone();
                other[i]++;
                assertThat(codec(type(Shop.Circle.class)).decode(sealed(other))).isNull();
            }
        }
    }

    @Test
    void otherFormat_isAMiss() {
        byte[] bytes = encode(type(String.class), "x", PLAIN);
        for (int i = 0; i < 3; i++) {
            for (int other = 0; other < 256; other++) {
                if (bytes[i] != (byte) other) {
                    byte[] made = bytes.clone();
                    made[i] = (byte) other;
                    assertThat(codec(type(String.class)).decode(sealed(made))).isNull();
                }
            }
        }
        assertThat(codec(type(String.class)).decode("{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }

    @Test
    void damage_isAMiss_thoughItWouldReadWell() {
        byte[] bytes = encode(type(String.class), "abc", PLAIN);
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) (1 << bit);
                assertThat(codec(type(String.class)).decode(damaged)).isNull();
            }
        }
    }

    @Test
    void wordForNothing_holdsNothingElse() {
        byte[] nothing = encode(type(String.class), null, PLAIN);
        assertThat(nothing).hasSize(Envelope.BYTES);
        assertThat(codec(type(String.class)).decode(with(nothing, "\"x\""))).isNull();
        nothing[2] |= 0x10;
        assertThat(codec(type(String.class)).decode(sealed(nothing))).isNull();
    }

    @Test
    void jsonOfTheWrongShape_isAMiss() {
        byte[] circle = codec(type(Shop.Circle.class)).encode(new Shop.Circle(1), 1, 1, STAMPS);
        for (String json : List.of(
                "",
                " ",
                "null",
                "[]",
                "{}",
                "1",
                "\"1\"",
                "{\"radius\":null}",
                "{\"radius\":\"x\"}",
                "{\"radius\":{}}",
                "{\"radius\":1,\"more\":2}",
                "{\"radius\":1}{",
                "{\"radius\":1",
                "{\"@class\":\"java.io.File\"}")) {
            assertThat(codec(type(Shop.Circle.class)).decode(with(circle, json)))
                    .as(json)
                    .isNull();
        }
        byte[] number = codec(type(Integer.class)).encode(1, 1, 1, STAMPS);
        for (String json : List.of("1.5", "\"1\"", "true", "99999999999", "null", "1e99", "\"\"")) {
            assertThat(codec(type(Integer.class)).decode(with(number, json)))
                    .as(json)
                    .isNull();
        }
        byte[] colour = codec(type(Shop.Colour.class)).encode(Shop.Colour.RED, 1, 1, STAMPS);
        for (String json : List.of("0", "\"BLUE\"", "\"red\"", "\"\"")) {
            assertThat(codec(type(Shop.Colour.class)).decode(with(colour, json)))
                    .as(json)
                    .isNull();
        }
    }

    @Test
    void bombs_areMisses() {
        ValueType tree = type(Shop.Node.class);
        byte[] node = codec(tree).encode(new Shop.Node("a", List.of()), 1, 1, STAMPS);
        String deep = "{\"name\":\"a\",\"children\":[".repeat(100_000);
        assertThat(codec(tree).decode(with(node, deep))).isNull();
        assertThat(codec(tree).decode(with(node, "[".repeat(1_000_000)))).isNull();
        ValueType integer = type(BigInteger.class);
        byte[] one = codec(integer).encode(BigInteger.ONE, 1, 1, STAMPS);
        assertThat(codec(integer).decode(with(one, "1e999999999"))).isNull();
        assertThat(codec(integer).decode(with(one, "9".repeat(2_000_000)))).isNull();
    }
}
