package dev.tiercel.redis;

import dev.tiercel.l2.L2Store.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many keys, in lists of which each can be asked for with one command. */
final class Batches {
    /** So many keys go into one command, for a long one keeps the server from all others. */
    static final int MAX_KEYS = 1_000;

    private Batches() {}

    /**
     * @param place keys of one place may go into one command; null: nobody has the key
     * @param ask asks that place; neither waits nor throws
     */
    static <P extends @Nullable Object> List<Batch> of(
            List<String> keys,
            Function<String, P> place,
            BiFunction<P, List<String>, CompletionStage<List<byte @Nullable []>>> ask) {
        Map<P, List<Integer>> positions = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            positions
                    .computeIfAbsent(place.apply(keys.get(i)), any -> new ArrayList<>())
                    .add(i);
        }
        List<Batch> batches = new ArrayList<>();
        positions.forEach((where, all) -> {
            for (int from = 0; from < all.size(); from += MAX_KEYS) {
                List<Integer> some = all.subList(from, Math.min(all.size(), from + MAX_KEYS));
                batches.add(new Batch(
                        some, ask.apply(where, some.stream().map(keys::get).toList())));
            }
        });
        return batches;
    }
}
