package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.Cached;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A small application with caches of values of its own classes. */
public final class Deployed implements Callable<Integer> {
    private int bodies;

    public record Value(int id, List<String> texts) {}

    @Override
    public Integer call() {
        for (int i = 0; i < 10; i++) {
            find(1);
            optional("a", i % 2);
        }
        change(2);
        return bodies;
    }

    @Cached(cache = "deployed")
    Value find(long id) {
        bodies++;
        return new Value((int) id, List.of("a"));
    }

    @Cached
    Optional<Value> optional(String a, int b) {
        bodies++;
        return Optional.of(new Value(b, List.of(a)));
    }

    @CacheInvalidate(cache = "deployed")
    void change(long id) {}
}
