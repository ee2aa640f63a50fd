package dev.tiercel.readthrough;

import dev.tiercel.codec.Sharing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a Flux on their way to a subscriber, gathered on the side. Bounded: a Flux may have no end. For one
 * subscription, whose signals come one after another.
 */
final class Elements {
    /** A Flux of more elements is not kept. */
    static final int MOST = 10_000;

    private final @Nullable Sharing copying;
    private @Nullable List<@Nullable Object> all = new ArrayList<>();
    private boolean begun;

    /** @param sharing how a list of them is copied, where it must be; null: it need not be */
    Elements(@Nullable Sharing sharing) {
        copying = sharing == null || sharing.handsKept() ? null : sharing;
    }

    /** True after the first one. */
    boolean areBegun() {
        return begun;
    }

    /**
     * Takes one; false: there are too many now. The subscriber may change it as soon as it has it, long before the end: so
     * it is copied here where it can be changed.
     */
    boolean add(Object element) {
        begun = true;
        List<@Nullable Object> list = all;
        if (list != null && list.size() == MOST) {
            all = null;
            return false;
        }
        if (list != null) {
            list.add(copying == null ? element : copied(copying, element));
        }
        return true;
    }

    private static @Nullable Object copied(Sharing sharing, Object element) {
        List<Object> one = new ArrayList<>();
        one.add(element);
        return sharing.hand(sharing.keep(one)) instanceof List<?> copy ? copy.get(0) : element;
    }

    void giveUp() {
        all = null;
    }

    /** Null: they are too many, or given up. */
    @Nullable
    List<@Nullable Object> all() {
        return all == null ? null : Collections.unmodifiableList(all);
    }
}
