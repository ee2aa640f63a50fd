package dev.tiercel.readthrough;

import org.jspecify.annotations.Nullable;

/**
 * The loads inside which a subscription is made, by its Reactor context: it must not wait for one of them, on whichever
 * thread it is made.
 *
 * @param outer the load inside which this one is; null: none
 */
record Within(Flight flight, @Nullable Within outer) {
    /** Where it is in a context. */
    static final Object KEY = new Object() {
        @Override
        public String toString() {
            return "dev.tiercel.within";
        }
    };

    @SuppressWarnings("ReferenceEquality") // the very one is meant
    static boolean isIn(@Nullable Within within, Flight flight) {
        for (Within at = within; at != null; at = at.outer) {
            if (at.flight == flight) {
                return true;
            }
        }
        return false;
    }

    /** What is put into the context of a load. */
    static Object context(Reactor reactor, Flight flight, @Nullable Within outer) {
        return reactor.contextOf(KEY, new Within(flight, outer));
    }

    static @Nullable Within of(Reactor reactor, Object context) {
        return reactor.inContext(context, KEY, null) instanceof Within within ? within : null;
    }
}
