package dev.tiercel.codec;

import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Copiers of what has no fields that would have to be looked at. */
final class ValueCopiers {
    private ValueCopiers() {}

    /** Values that nobody can change, of exactly this class. */
    record Same(Class<?> declared) implements Copier {
        @Override
        public Object copy(Object value, Walk walk) {
            if (value.getClass() != declared && !isAllowed(value)) {
                throw UncopyableException.otherClass(value, declared.getName());
            }
            return value;
        }

        private boolean isAllowed(Object value) {
            // Constants with a body have classes of their own; so have zones, but only those of the JDK.
            return (declared.isEnum() && declared.isInstance(value))
                    || (declared == ZoneId.class && value instanceof ZoneId);
        }
    }

    /** Dates, which can be changed; those of a database driver are often of the JDK's subclasses. */
    @SuppressWarnings("JavaUtilDate") // who declares one gets one
    record OfDate() implements Copier {
        @Override
        public Object copy(Object value, Walk walk) {
            if (!(value instanceof Date date) || !Classes.isOfTheJdk(value.getClass())) {
                throw UncopyableException.otherClass(value, Date.class.getName());
            }
            return date.clone();
        }
    }

    /** @param content of what is in it */
    record OfOptional(Copier content) implements Copier {
        @Override
        public Object copy(Object value, Walk walk) {
            if (!(value instanceof Optional<?> optional)) {
                throw UncopyableException.otherClass(value, Optional.class.getName());
            }
            if (optional.isEmpty()) {
                return value;
            }
            walk.enter(1);
            Object copied = content.copy(optional.get(), walk);
            walk.leave();
            return copied == optional.get() ? value : Optional.of(copied);
        }
    }

    /** @param copiers in the order of the alternatives */
    record OfSealed(Class<?> declared, List<SealedTypes.Alternative> alternatives, List<Copier> copiers)
            implements Copier {
        @Override
        public Object copy(Object value, Walk walk) {
            for (int i = 0; i < alternatives.size(); i++) {
                if (alternatives.get(i).isOf(value)) {
                    return copiers.get(i).copy(value, walk);
                }
            }
            throw UncopyableException.otherClass(value, declared.getName());
        }
    }

    /** Stands for a copier that is not yet made, in a type that holds itself. */
    static final class Later implements Copier {
        private @Nullable Copier made;

        void is(Copier copier) {
            made = copier;
        }

        @Override
        public Object copy(Object value, Walk walk) {
            if (made == null) {
                throw new IllegalStateException("not yet made");
            }
            return made.copy(value, walk);
        }
    }
}
