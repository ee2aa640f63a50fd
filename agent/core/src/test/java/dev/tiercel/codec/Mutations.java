package dev.tiercel.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What accidents and enemies make of entries. The same for the same seed. */
final class Mutations {
    private static final List<byte[]> TOKENS = tokens();

    private final Random random;
    private final List<byte[]> entries;

    Mutations(long seed, List<byte[]> entries) {
        this.random = new Random(seed);
        this.entries = entries;
    }

    /**
     * Bytes to be read.
     *
     * @param forged whether they were made by one who knows the format: then they may hold a value
     */
    record Input(byte[] bytes, boolean forged) {}

    Input of(byte[] entry) {
        return switch (random.nextInt(10)) {
            case 0 -> new Input(noise(random.nextInt(100)), false);
            case 1 -> new Input(flipped(entry.clone(), 0), false);
            case 2 -> new Input(Arrays.copyOf(entry, random.nextInt(entry.length + 20)), false);
            case 3 -> forged(flipped(entry.clone(), Envelope.BYTES));
            case 4 -> forged(Arrays.copyOf(entry, Envelope.BYTES + random.nextInt(entry.length - Envelope.BYTES + 9)));
            case 5 -> forged(spliced(entry, entries.get(random.nextInt(entries.size()))));
            case 6 -> forged(withToken(entry, TOKENS.get(random.nextInt(TOKENS.size()))));
            case 7 -> forged(otherKind(flipped(entry.clone(), Envelope.BYTES)));
            case 8 -> forged(compressed(withToken(entry, TOKENS.get(random.nextInt(TOKENS.size())))));
            default -> forged(replaced(entry, noise(1 + random.nextInt(60))));
        };
    }

    private static Input forged(byte[] bytes) {
        return new Input(bytes.length < Envelope.BYTES ? bytes : CodecRig.sealed(bytes), true);
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] flipped(byte[] bytes, int from) {
        for (int n = random.nextInt(4); n >= 0 && bytes.length > from; n--) {
            int at = from + random.nextInt(bytes.length - from);
            bytes[at] = random.nextBoolean() ? (byte) (bytes[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] replaced(byte[] entry, byte[] payload) {
        byte[] made = Arrays.copyOf(entry, Envelope.BYTES + payload.length);
        System.arraycopy(payload, 0, made, Envelope.BYTES, payload.length);
        return made;
    }

    /** The start of one and the end of another. */
    private byte[] spliced(byte[] entry, byte[] other) {
        int head = Envelope.BYTES + random.nextInt(entry.length - Envelope.BYTES + 1);
        int tail = Envelope.BYTES + random.nextInt(other.length - Envelope.BYTES + 1);
        byte[] made = Arrays.copyOf(entry, head + other.length - tail);
        System.arraycopy(other, tail, made, head, other.length - tail);
        return made;
    }

    /** A token in the midst of the payload, or instead of a part of it. */
    private byte[] withToken(byte[] entry, byte[] token) {
        int at = Envelope.BYTES + random.nextInt(entry.length - Envelope.BYTES + 1);
        int resume = random.nextBoolean() ? at : at + random.nextInt(entry.length - at + 1);
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        made.write(entry, 0, at);
        made.writeBytes(token);
        made.write(entry, resume, entry.length - resume);
        return made.toByteArray();
    }

    private byte[] otherKind(byte[] entry) {
        entry[2] = (byte) (random.nextInt(3) | random.nextInt(2) << 4);
        return entry;
    }

    /** Well compressed as a rule, with a length that lies now and then. */
    private byte[] compressed(byte[] entry) {
        byte[] packed = Lz4.compress(entry, Envelope.BYTES, entry.length);
        byte[] made = packed == null ? entry : packed;
        made[2] |= 0x10;
        System.arraycopy(entry, 3, made, 3, Envelope.BYTES - 3);
        made[2] |= (byte) (entry[2] & 0xF);
        if (random.nextInt(4) == 0 && made.length >= Envelope.BYTES + 4) {
            ByteBuffer.wrap(made).putInt(Envelope.BYTES, random.nextInt() >>> random.nextInt(32));
        }
        return made;
    }

    private static List<byte[]> tokens() {
        String intruder = FuzzTest.Intruder.class.getName();
        List<String> json = List.of(
                "null",
                "[",
                "]",
                "{}",
                "\"\"",
                ",",
                "-",
                "1e999999999",
                "-1e-999999999",
                "9".repeat(200),
                "9".repeat(20_000),
                "0." + "1".repeat(5_000),
                "NaN",
                "\\u0000",
                "\\uD800",
                "\uFEFF",
                "[".repeat(5_000),
                "{\"a\":".repeat(1_000),
                "{\"name\":\"n\",\"members\":[{\"Group\":".repeat(300),
                "{\"" + intruder + "\":{}}",
                "[\"" + intruder + "\",{}]",
                "\"@class\":\"" + intruder + "\",",
                "{\"@type\":\"" + intruder + "\"}",
                "\"Intruder\":{},",
                "\"" + intruder + "\"",
                "\"2024-02-29T00:00:00Z\"",
                "\"+999999999-12-31T23:59:59.999999999-18:00\"",
                "\"PT999999999999999999999S\"",
                "\"x\":1,");
        List<byte[]> tokens = new java.util.ArrayList<>();
        json.forEach(text -> tokens.add(text.getBytes(StandardCharsets.UTF_8)));
        int[][] smile = {
            {0x3A, 0x29, 0x0A, 0x00}, // headers, with all features
            {0x3A, 0x29, 0x0A, 0x07},
            {0x3A, 0x29, 0x0A, 0xFF},
            {0x01}, // back-references to values, short and long
            {0x1F},
            {0xEC, 0x00},
            {0xEF, 0xFF},
            {0x40}, // and to names
            {0x7F},
            {0x30, 0x00},
            {0x33, 0xFF},
            {0x21}, // null
            {0xF8}, // start and end of arrays and objects
            {0xF9},
            {0xFA},
            {0xFB},
            {0xFC},
            {0xFE},
            {0xFF},
            {0xFD, 0x7F, 0x7F, 0x7F, 0x7F, 0xBF}, // two billion bytes to come
            {0xFD, 0x00, 0x00, 0x04, 0x7F, 0xBF},
            {0xE8, 0x7F, 0x7F, 0x7F, 0x7F, 0xBF},
            {0x26, 0x7F, 0x7F, 0x7F, 0x7F, 0xBF}, // integers and decimals of two billion bytes, or of a monstrous scale
            {0x26, 0x10, 0x7F, 0xBF, 1, 2, 3},
            {0x2A, 0x7F, 0x7F, 0x7F, 0x7F, 0xBF, 0x81, 0x01},
            {0x2A, 0x0F, 0x7F, 0x7F, 0x7F, 0xBE, 0x81, 0x01},
            {0x25, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0xBF},
            {0xE0}, // long texts without an end
            {0xE4},
            {0x34},
        };
        for (int[] each : smile) {
            byte[] token = new byte[each.length];
            for (int i = 0; i < each.length; i++) {
                token[i] = (byte) each[i];
            }
            tokens.add(token);
        }
        byte[] deep = new byte[5_000];
        Arrays.fill(deep, (byte) 0xF8);
        tokens.add(deep);
        return tokens;
    }
}
