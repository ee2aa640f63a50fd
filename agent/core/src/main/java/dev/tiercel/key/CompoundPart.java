package dev.tiercel.key;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The canonical form of what can be changed and has no type of the JDK to be copied to. Immutable. */
abstract sealed class CompoundPart {
    /** An array: what is in it, whatever it is declared to hold. */
    static final class ArrayPart extends CompoundPart {
        private final Object[] parts;
        private final int hash;

        ArrayPart(Object[] parts) {
            this.parts = parts;
            this.hash = Arrays.hashCode(parts);
        }

        List<Object> parts() {
            return Arrays.asList(parts);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ArrayPart array && hash == array.hash && Arrays.equals(parts, array.parts);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** A record that holds what can be changed. */
    static final class RecordPart extends CompoundPart {
        private final Class<?> type;
        private final Object[] parts;
        private final int hash;

        RecordPart(Class<?> type, Object[] parts) {
            this.type = type;
            this.parts = parts;
            this.hash = Arrays.hashCode(parts);
        }

        Class<?> type() {
            return type;
        }

        List<Object> parts() {
            return Arrays.asList(parts);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof RecordPart value
                    && hash == value.hash
                    && type == value.type
                    && Arrays.equals(parts, value.parts);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** A {@code java.util.Date}, or one of its three kin in {@code java.sql}: each is equal to its own kind only. */
    static final class DatePart extends CompoundPart {
        private final String type;
        private final Instant at;

        DatePart(String type, Instant at) {
            this.type = type;
            this.at = at;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof DatePart date && type.equals(date.type) && at.equals(date.at);
        }

        @Override
        public int hashCode() {
            return Objects.hash(type, at);
        }

        /** {@code java.sql.Date#1970-01-01T00:00:00Z} */
        @Override
        public String toString() {
            return type + "#" + at;
        }
    }
}
