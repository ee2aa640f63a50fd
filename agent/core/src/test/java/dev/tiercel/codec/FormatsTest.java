package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.config.CodecFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an entry looks like, compact or compressed or neither. */
class FormatsTest extends CodecRig {
    private static final ValueType TEXT = type(String.class);
    private static final ValueType PRODUCTS = type(List.class, type(Shop.Product.class));

    @Test
    void entryIsNoLeaseAndNoText() {
        for (Way way : WAYS) {
            assertThat(encode(TEXT, "x", way)[0]).isEqualTo((byte) 0xC7);
            assertThat(encode(TEXT, "x", way)[1]).isEqualTo((byte) 3).isNotEqualTo((byte) 'L');
        }
    }

    @Test
    void jsonIsReadableBehindTheHeader() {
        assertThat(payload(encode(TEXT, "x", PLAIN))).isEqualTo("\"x\"");
    }

    @Test
    void smileIsSmaller_andSaysTheSame() {
        List<Shop.Product> products = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            products.add(Shop.product());
        }
        int json = encode(PRODUCTS, products, PLAIN).length;
        int smile = encode(PRODUCTS, products, new Way(CodecFormat.SMILE, NEVER)).length;
        assertThat(smile).isLessThan(json / 2);
        assertThat(roundTrips(PRODUCTS, products))
                .allSatisfy(back -> assertThat(back).usingRecursiveComparison().isEqualTo(products));
    }

    @Test
    void payloadAboveTheThreshold_isCompressed_andOneBelowIsNot() {
        String text = "abc".repeat(1_000);
        int payload = text.length() + 2;
        byte[] at = encode(TEXT, text, new Way(CodecFormat.JSON, payload));
        byte[] above = encode(TEXT, text, new Way(CodecFormat.JSON, payload - 1));
        assertThat(payload(at)).isEqualTo('"' + text + '"');
        assertThat(above.length).isLessThan(at.length / 10);
        assertComesBack(TEXT, text);
    }

    @Test
    void whatCompressionMakesLarger_isLeftAsItIs() {
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);
        Way way = new Way(CodecFormat.SMILE, 0);
        assertThat(encode(type(byte[].class), noise, way))
                .isEqualTo(encode(type(byte[].class), noise, new Way(CodecFormat.SMILE, NEVER)));
        assertComesBack(type(byte[].class), noise);
    }

    @Test
    void lengthThatLies_isAMiss_andTakesNoMemory() {
        String text = "abc".repeat(1_000);
        byte[] entry = encode(TEXT, text, new Way(CodecFormat.JSON, 0));
        int plain = text.length() + 2;
        for (int lie : new int[] {0, -1, 1, plain - 1, plain + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 8 << 20}) {
            byte[] made = entry.clone();
            ByteBuffer.wrap(made).putInt(Envelope.BYTES, lie);
            assertThat(codec(TEXT).decode(sealed(made))).as("%d", lie).isNull();
        }
        for (int length = Envelope.BYTES; length < entry.length; length++) {
            assertThat(codec(TEXT).decode(sealed(Arrays.copyOf(entry, length))))
                    .as("%d", length)
                    .isNull();
        }
        assertThat(codec(TEXT).decode(entry).value()).isEqualTo(text);
    }

    @Test
    void compressedBombLargerThanAnyEntry_isAMiss() {
        String large = "a".repeat(ValueCodec.MAX_BYTES - 2);
        byte[] entry = encode(TEXT, large, new Way(CodecFormat.JSON, 0));
        assertThat(entry.length).isLessThan(50_000);
        assertThat(codec(TEXT).decode(entry).value()).isEqualTo(large);
        assertRefused(TEXT, large + "a", "larger than");
        byte[] bomb = Lz4.compress(
                new byte[Envelope.BYTES + ValueCodec.MAX_BYTES + 1],
                Envelope.BYTES,
                Envelope.BYTES + ValueCodec.MAX_BYTES + 1);
        System.arraycopy(entry, 0, bomb, 0, Envelope.BYTES);
        assertThat(codec(TEXT).decode(sealed(bomb))).isNull();
    }

    @Test
    void lengthIsLookedAt_beforeMemoryIsTakenForIt() {
        byte[] entry = new byte[Envelope.BYTES + 1_000];
        byte[] packed = Lz4.compress(entry, Envelope.BYTES, entry.length);
        assertThat(Lz4.decompress(packed, Envelope.BYTES, 1_000)).isEqualTo(new byte[1_000]);
        assertThatThrownBy(() -> Lz4.decompress(packed, Envelope.BYTES, 999)).isInstanceOf(Inexact.class);
        ByteBuffer.wrap(packed).putInt(Envelope.BYTES, 1_001);
        assertThatThrownBy(() -> Lz4.decompress(packed, Envelope.BYTES, 2_000)).isInstanceOf(Inexact.class);
    }

    @Test
    void negativeTimeToLive_isAMiss() {
        byte[] entry = encode(TEXT, "x", PLAIN);
        ByteBuffer.wrap(entry).putLong(19, -1);
        assertThat(codec(TEXT).decode(sealed(entry))).isNull();
    }
}
