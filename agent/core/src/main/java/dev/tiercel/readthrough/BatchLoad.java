package dev.tiercel.readthrough;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the method itself that one call of a batch makes, on its own thread: with the missing ids only, all else
 * as the caller passed it. Never throws. Of one thread.
 */
final class BatchLoad {
    private final BatchRead method;
    private final ReadThrough path;
    private final @Nullable Object[] handedOver;
    private final @Nullable Object self;
    private final @Nullable Object[] arguments;
    private final Map<Object, BatchItem> items;
    private final List<@Nullable Object> others = new ArrayList<>();

    private final long startNanos = System.nanoTime();

    private boolean hasRun;
    private boolean misfitAlone;
    private @Nullable Object returned;
    private @Nullable Throwable mishap;

    BatchLoad(
            BatchRead method,
            @Nullable Object[] handedOver,
            @Nullable Object self,
            @Nullable Object[] arguments,
            Map<Object, BatchItem> items) {
        this.method = method;
        this.path = method.path();
        this.handedOver = handedOver;
        this.self = self;
        this.arguments = arguments;
        this.items = items;
    }

    /** True once the method has run: it must not be asked for the same again. */
    boolean hasRun() {
        return hasRun;
    }

    /** What was returned that belongs to none of the ids, or of which that cannot be told. */
    List<@Nullable Object> others() {
        return others;
    }

    /** True where all that there is to answer is what the method returned. */
    boolean isMisfitAlone() {
        return misfitAlone;
    }

    @Nullable
    Object returned() {
        return returned;
    }

    /** Calls the method, keeps what it returns and tells those who wait; what it threw, or null. */
    @Nullable
    Throwable run(List<BatchItem> due) {
        @Nullable Object[] fewer = arguments.clone();
        Object ids = arguments[method.each().parameter()];
        if (ids != null) {
            fewer[method.each().parameter()] = BatchForm.argument(method.each(), ids, due);
        }
        hasRun = true;
        Body.Result result = path.method().body().run(self, fewer);
        Throwable thrown = result.thrown();
        List<@Nullable Object> elements = null;
        if (thrown == null) {
            try {
                elements = BatchForm.elements(result.returned());
            } catch (Throwable ofTheApplication) {
                thrown = ofTheApplication; // As the caller would have met it.
            }
        }
        if (thrown != null) {
            fail(due, thrown);
        } else {
            settle(due, result.returned(), elements);
        }
        tell();
        return thrown;
    }

    /** One mishap for all of them: a hundred values that cannot be copied are not a hundred calls that failed. */
    private void tell() {
        if (mishap != null) {
            path.method().mishaps().happened(mishap);
            mishap = null;
        }
    }

    private void fail(List<BatchItem> due, Throwable thrown) {
        Set<Object> keys = byKey(due).keySet();
        for (BatchItem item : due) {
            if (item.mine != null) {
                item.mine.noteFailure(thrown, keys);
            }
            end(item, null);
        }
    }

    private static Map<Object, BatchItem> byKey(Collection<BatchItem> due) {
        Map<Object, BatchItem> byKey = new LinkedHashMap<>();
        due.forEach(item -> byKey.put(item.key(), item));
        return byKey;
    }

    private void settle(List<BatchItem> due, @Nullable Object result, @Nullable List<@Nullable Object> elements) {
        BatchMatch match = BatchMatch.of(method, handedOver, elements, byKey(due));
        if (match.misfit() != null) {
            misfit(due, result, elements, match.misfit());
            return;
        }
        for (BatchItem item : due) {
            Object value = match.byKey().get(item.key());
            if (value == null) {
                settleAbsent(item);
            } else {
                Entries.Ready ready = ready(value);
                keep(item, ready);
                item.endWith(ready != null && path.sharing().handsKept() ? ready.kept() : value);
            }
        }
    }

    private void settleAbsent(BatchItem item) {
        Entries.Ready ready = method.each().keepsAbsent() ? ready(null) : null;
        if (item.mine != null) {
            item.mine.noteAbsent();
        }
        keep(item, ready != null && ready.isToBeKept() ? ready : null);
        item.endAbsent();
    }

    private Entries.@Nullable Ready ready(@Nullable Object value) {
        try {
            return path.method().entries().ready(value, arguments, startNanos);
        } catch (Throwable thrown) {
            mishap = mishap == null ? thrown : mishap;
            return null;
        }
    }

    private void keep(BatchItem item, Entries.@Nullable Ready ready) {
        if (ready != null) {
            try {
                ticket(item).keep(ready);
            } catch (Throwable thrown) {
                mishap = mishap == null ? thrown : mishap;
            }
        }
        end(item, ready);
    }

    /** Tells those who wait for it; null: nothing. */
    private void end(BatchItem item, Entries.@Nullable Ready ready) {
        try {
            ticket(item).end(ready, null);
        } catch (Throwable thrown) {
            mishap = mishap == null ? thrown : mishap;
        }
        item.mine = null;
        item.claim = null;
    }

    private Ticket ticket(BatchItem item) {
        return new Ticket(path, item.call, item.stale, item.mine, item.stamp, item.claim);
    }

    /** It is handed on as it is: nothing is kept, nothing is lost, and the method is not asked again. */
    private void misfit(
            List<BatchItem> due, @Nullable Object result, @Nullable List<@Nullable Object> elements, String why) {
        for (BatchItem item : due) {
            end(item, null);
            item.endAbsent();
        }
        misfitAlone = due.size() == items.size();
        returned = result;
        if (elements != null) {
            others.addAll(elements);
        }
        method.warn("nothing of what it returned is kept: " + why + "; " + advice());
    }

    private String advice() {
        return method.isMap()
                ? "the keys of its map have to be among the ids that it takes"
                : "check elementKey = \"" + method.each().elementKey()
                        + "\": it has to lead from a value to the id that asked for it";
    }

    /** Nothing is loaded any more: others may. */
    void abandon() {
        for (BatchItem item : items.values()) {
            if (item.mine != null || item.claim != null) {
                end(item, null);
            }
        }
        tell();
    }
}
