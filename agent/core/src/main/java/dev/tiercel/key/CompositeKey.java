package dev.tiercel.key;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key of several parts (or none). Two to four parts have a class of their own, with the hash computed once: that is
 * what a careful hand would write, and what the virtual machine can keep off the heap on a hit.
 */
abstract sealed class CompositeKey {
    private final int hash;

    private CompositeKey(int hash) {
        this.hash = hash;
    }

    static CompositeKey of(@Nullable Object a, @Nullable Object b) {
        return new Two(a, b);
    }

    static CompositeKey of(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return new Three(a, b, c);
    }

    static CompositeKey of(@Nullable Object a, @Nullable Object b, @Nullable Object c, @Nullable Object d) {
        return new Four(a, b, c, d);
    }

    /** @param parts two at least */
    static CompositeKey of(@Nullable Object[] parts) {
        return switch (parts.length) {
            case 2 -> new Two(parts[0], parts[1]);
            case 3 -> new Three(parts[0], parts[1], parts[2]);
            case 4 -> new Four(parts[0], parts[1], parts[2], parts[3]);
            default -> new Many(parts);
        };
    }

    abstract List<@Nullable Object> parts();

    @Override
    public final int hashCode() {
        return hash;
    }

    @Override
    public abstract boolean equals(@Nullable Object other);

    private static final class Two extends CompositeKey {
        private final @Nullable Object a;
        private final @Nullable Object b;

        Two(@Nullable Object a, @Nullable Object b) {
            super(31 * Objects.hashCode(a) + Objects.hashCode(b));
            this.a = a;
            this.b = b;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Two two && Objects.equals(a, two.a) && Objects.equals(b, two.b);
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(a, b);
        }
    }

    private static final class Three extends CompositeKey {
        private final @Nullable Object a;
        private final @Nullable Object b;
        private final @Nullable Object c;

        Three(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
            super(31 * (31 * Objects.hashCode(a) + Objects.hashCode(b)) + Objects.hashCode(c));
            this.a = a;
            this.b = b;
            this.c = c;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Three three
                    && Objects.equals(a, three.a)
                    && Objects.equals(b, three.b)
                    && Objects.equals(c, three.c);
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(a, b, c);
        }
    }

    private static final class Four extends CompositeKey {
        private final @Nullable Object a;
        private final @Nullable Object b;
        private final @Nullable Object c;
        private final @Nullable Object d;

        Four(@Nullable Object a, @Nullable Object b, @Nullable Object c, @Nullable Object d) {
            super(31 * (31 * (31 * Objects.hashCode(a) + Objects.hashCode(b)) + Objects.hashCode(c))
                    + Objects.hashCode(d));
            this.a = a;
            this.b = b;
            this.c = c;
            this.d = d;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Four four
                    && Objects.equals(a, four.a)
                    && Objects.equals(b, four.b)
                    && Objects.equals(c, four.c)
                    && Objects.equals(d, four.d);
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(a, b, c, d);
        }
    }

    private static final class Many extends CompositeKey {
        private final @Nullable Object[] parts;

        Many(@Nullable Object[] parts) {
            super(Arrays.hashCode(parts));
            this.parts = parts;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Many many && Arrays.equals(parts, many.parts);
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(parts);
        }
    }
}
