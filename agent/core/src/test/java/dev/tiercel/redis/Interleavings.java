package dev.tiercel.redis;

import java.util.ArrayList;
import java.util.List;

/** Every order in which the steps of several threads can come, each thread's own in their order. */
final class Interleavings {
    private Interleavings() {}

    static List<List<Runnable>> of(List<List<Runnable>> threads) {
        List<List<Runnable>> all = new ArrayList<>();
        extend(threads, new int[threads.size()], new ArrayList<>(), all);
        return all;
    }

    private static void extend(
            List<List<Runnable>> threads, int[] next, List<Runnable> soFar, List<List<Runnable>> all) {
        boolean ended = true;
        for (int i = 0; i < threads.size(); i++) {
            if (next[i] < threads.get(i).size()) {
                ended = false;
                soFar.add(threads.get(i).get(next[i]++));
                extend(threads, next, soFar, all);
                next[i]--;
                soFar.remove(soFar.size() - 1);
            }
        }
        if (ended) {
            all.add(List.copyOf(soFar));
        }
    }
}
