package dev.tiercel.redis;

import dev.tiercel.l2.L2Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of a cache as nodes have them that know nothing of each other. Where they agree, that is it; a node without
 * them gets them from the others. Where two have different stamps for a field, one of both has missed a drop, and nobody
 * knows which: then the field gets a third one on every node. For one question.
 */
final class EpochPoll {
    private static final String CACHE = EpochScripts.CACHE;
    private static final byte[] MISSING = {};

    /** Gives a field a stamp on every node. */
    interface Bump {
        CompletionStage<Long> bump(String key, String field, String stamp);
    }

    private final String key;
    private final List<Backend> nodes;
    private final Bump bump;

    EpochPoll(String key, List<Backend> nodes, Bump bump) {
        this.key = key;
        this.nodes = nodes;
        this.bump = bump;
    }

    /** What stands there, for all nodes; fails where none answers. */
    CompletionStage<Map<String, byte[]>> ask(List<String> fields) {
        List<CompletableFuture<@Nullable Map<String, byte[]>>> answers = new ArrayList<>();
        for (Backend each : nodes) {
            answers.add(each.node()
                    .epochs()
                    .read(key, fields)
                    .<@Nullable Map<String, byte[]>>handle((found, failure) -> found)
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenCompose(ended ->
                        agree(answers.stream().map(CompletableFuture::join).toList(), fields.isEmpty()));
    }

    private CompletionStage<Map<String, byte[]>> agree(List<@Nullable Map<String, byte[]>> answers, boolean all) {
        List<Map<String, byte[]>> known = new ArrayList<>();
        List<Backend> without = new ArrayList<>();
        boolean answered = false;
        for (int i = 0; i < answers.size(); i++) {
            Map<String, byte[]> answer = answers.get(i);
            if (answer != null) {
                answered = true;
                if (answer.containsKey(CACHE)) {
                    known.add(answer);
                } else {
                    without.add(nodes.get(i));
                }
            }
        }
        if (!answered) {
            return CompletableFuture.failedFuture(L2Failure.unavailable());
        }
        if (known.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        Map<String, byte[]> agreed = new HashMap<>(known.get(0));
        List<CompletableFuture<?>> work = new ArrayList<>();
        byte[] cache = common(known, CACHE);
        if (cache == null) {
            agreed.clear();
            work.add(end(CACHE, agreed));
        } else {
            for (String field : fields(known)) {
                byte[] stamp = common(known, field);
                if (stamp == null) {
                    work.add(end(field, agreed));
                }
            }
            if (all && work.isEmpty()) {
                Map<String, byte[]> ofTags = new HashMap<>(agreed);
                ofTags.remove(CACHE);
                without.forEach(each -> work.add(each.node()
                        .epochs()
                        .copy(key, cache, ofTags)
                        .toCompletableFuture()
                        .handle((done, failed) -> null)));
            }
        }
        return CompletableFuture.allOf(work.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> agreed);
    }

    private CompletableFuture<Long> end(String field, Map<String, byte[]> agreed) {
        String third = anew();
        agreed.put(field, third.getBytes(StandardCharsets.US_ASCII));
        return bump.bump(key, field, third).toCompletableFuture();
    }

    private static Set<String> fields(List<Map<String, byte[]>> known) {
        Set<String> fields = new HashSet<>();
        known.forEach(each -> fields.addAll(each.keySet()));
        return fields;
    }

    /** The stamp that all have, {@link #MISSING} where none has one; null: they differ. */
    private static byte @Nullable [] common(List<Map<String, byte[]>> known, String field) {
        byte[] first = known.get(0).getOrDefault(field, MISSING);
        return known.stream().allMatch(each -> Arrays.equals(each.getOrDefault(field, MISSING), first)) ? first : null;
    }

    /** Never the same twice: what is known of a stamp is that nothing older carries it. */
    private static String anew() {
        return String.format("%016x", ThreadLocalRandom.current().nextLong());
    }
}
