package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.CodecFormat;
import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.log.EventLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Codecs of all kinds, and what they say. */
abstract class CodecRig {
    static final long NEVER = Long.MAX_VALUE;
    static final long FRESH_UNTIL = 42;
    static final long TTL = 7;
    static final Stamps STAMPS = Stamps.of(77, Tags.NONE);

    /** How an entry may be written. */
    record Way(CodecFormat format, long compressAbove) {}

    static final Way PLAIN = new Way(CodecFormat.JSON, NEVER);

    static final List<Way> WAYS = List.of(
            PLAIN, new Way(CodecFormat.JSON, 0), new Way(CodecFormat.SMILE, NEVER), new Way(CodecFormat.SMILE, 0));

    final List<String> lines = new CopyOnWriteArrayList<>();

    final ValueCodec codec(ValueType type) {
        return codec(type, PLAIN);
    }

    final ValueCodec codec(ValueType type, Way way) {
        return new ValueCodec(
                type,
                getClass().getClassLoader(),
                way.format(),
                way.compressAbove(),
                EventLog.to(lines::add),
                "Products.find");
    }

    static ValueType type(Class<?> raw, ValueType... arguments) {
        return ValueType.of(raw.getName(), arguments);
    }

    final byte[] encode(ValueType type, Object value, Way way) {
        byte[] bytes = codec(type, way).encode(value, FRESH_UNTIL, TTL, STAMPS);
        assertThat(bytes).as(() -> lines.toString()).isNotNull();
        return bytes;
    }

    /** What comes back of a value, one of each way. */
    final List<Object> roundTrips(ValueType type, Object value) {
        List<Object> values = new ArrayList<>();
        for (Way way : WAYS) {
            byte[] bytes = encode(type, value, way);
            // Another codec, as another process has it; and configured for another format.
            CodecFormat other = way.format() == CodecFormat.JSON ? CodecFormat.SMILE : CodecFormat.JSON;
            Decoded back = codec(type, new Way(other, NEVER)).decode(bytes);
            assertThat(back).as(() -> way + " " + payload(bytes)).isNotNull();
            assertThat(back.freshUntilMillis()).isEqualTo(FRESH_UNTIL);
            assertThat(back.ttlMillis()).isEqualTo(TTL);
            values.add(back.value());
        }
        return values;
    }

    final void assertComesBack(ValueType type, Object value) {
        assertThat(roundTrips(type, value)).allSatisfy(back -> assertThat(back).isEqualTo(value));
    }

    /** No way takes the value, and the user learns once why. */
    final void assertRefused(ValueType type, Object value, String reason) {
        for (Way way : WAYS) {
            lines.clear();
            ValueCodec codec = codec(type, way);
            assertThat(codec.encode(value, FRESH_UNTIL, TTL, STAMPS)).isNull();
            assertThat(codec.encode(value, FRESH_UNTIL, TTL, STAMPS)).isNull();
            assertThat(lines).singleElement().asString().contains("Products.find", "kept in L1 only", reason);
        }
    }

    static String payload(byte[] entry) {
        return new String(entry, Envelope.BYTES, entry.length - Envelope.BYTES, StandardCharsets.UTF_8);
    }

    /** The entry with other bytes behind its header, as one who knows the format would make it. */
    static byte[] with(byte[] entry, byte[] payload) {
        byte[] made = Arrays.copyOf(entry, Envelope.BYTES + payload.length);
        System.arraycopy(payload, 0, made, Envelope.BYTES, payload.length);
        return sealed(made);
    }

    static byte[] with(byte[] entry, String payload) {
        return with(entry, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts the checksum right. */
    static byte[] sealed(byte[] entry) {
        java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
        sum.update(entry, 0, Envelope.BYTES - Integer.BYTES);
        sum.update(entry, Envelope.BYTES, entry.length - Envelope.BYTES);
        java.nio.ByteBuffer.wrap(entry).putInt(Envelope.BYTES - Integer.BYTES, (int) sum.getValue());
        return entry;
    }
}
