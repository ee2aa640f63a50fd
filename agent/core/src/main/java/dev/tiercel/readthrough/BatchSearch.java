package dev.tiercel.readthrough;

import dev.tiercel.entry.Stamps;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Pending;
import dev.tiercel.l2.Reply;
import dev.tiercel.readthrough.BatchItem.State;
import dev.tiercel.readthrough.Search.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The way of many keys through L2 at once: one command asks for all of them, then every lease is asked for before the
 * first one is waited for. What becomes of each key is its {@link Search}'s word. For one call and one thread.
 */
final class BatchSearch {
    private final CachedMethod method;
    private final Patience patience;
    private final BiConsumer<BatchItem, Found> found;

    /** @param found is told how the search for a key ended */
    BatchSearch(CachedMethod method, Patience patience, BiConsumer<BatchItem, Found> found) {
        this.method = method;
        this.patience = patience;
        this.found = found;
    }

    /** Asks for the keys; each is found then, or {@link State#POLLED}. */
    void run(List<BatchItem> items) {
        if (!method.l2().isUsable()) {
            items.forEach(item -> found.accept(item, Found.NOTHING));
            return;
        }
        items.forEach(item -> item.search = method.search(item.call, patience));
        // All of them have the same arguments, and so the same tags.
        Stamps now = Search.await(search(items.get(0)).epochs(), patience, Stamps.UNKNOWN);
        if (items.stream().allMatch(item -> search(item).begin(now))) {
            ask(items);
        } else {
            items.forEach(item -> found.accept(item, Found.NOTHING));
        }
    }

    /** Waits a little for those that another instance loads, and asks for them again. */
    void poll(List<BatchItem> items) {
        if (search(items.get(0)).pause()) {
            ask(items);
        } else {
            items.forEach(item -> found.accept(item, search(item).withoutClaim(true)));
        }
    }

    private void ask(List<BatchItem> items) {
        L2 l2 = method.l2();
        List<String> keys = items.stream().map(item -> search(item).key()).toList();
        List<Reply> replies = Search.await(l2.getAll(keys), patience, List.of());
        List<BatchItem> asking = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            take(items.get(i), i < replies.size() ? replies.get(i) : Reply.AWAY, asking);
        }
        while (!asking.isEmpty()) {
            asking = lease(asking);
        }
    }

    /** One step further for those that need a lease; returns those that need another step. */
    private List<BatchItem> lease(List<BatchItem> items) {
        List<Pending<Reply>> pending = new ArrayList<>(items.size());
        items.forEach(item -> pending.add(search(item).next()));
        List<BatchItem> asking = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            take(items.get(i), Search.await(pending.get(i), patience, Reply.AWAY), asking);
        }
        return asking;
    }

    private void take(BatchItem item, Reply reply, List<BatchItem> asking) {
        Found end = search(item).end(reply);
        if (end != null) {
            found.accept(item, end);
        } else if (search(item).isPausing()) {
            item.state = State.POLLED;
        } else {
            asking.add(item);
        }
    }

    private static Search search(BatchItem item) {
        Search search = item.search;
        if (search == null) {
            throw new IllegalStateException("not begun");
        }
        return search;
    }
}
