package dev.tiercel.benchmarks.l2;

import dev.tiercel.Cached;
import java.util.List;

/** The agent's side: reads that find nothing in L1, because the configuration leaves it room for one entry. */
final class WovenArticles {
    static final String CACHE = "articles";

    private volatile boolean mayLoad = true;
    private long loads; // by the one thread that fills

    @Cached(cache = CACHE, ttl = "1h")
    Article find(long id) {
        if (!mayLoad) {
            throw new IllegalStateException("article " + id + " was not found in Redis: this run measures nothing");
        }
        loads++;
        return Article.number(id);
    }

    /** Many at once, each with an entry of its own, the same as {@link #find}'s. */
    @Cached(cache = CACHE, ttl = "1h", each = true)
    List<Article> findAll(List<Long> ids) {
        if (!mayLoad) {
            throw new IllegalStateException(
                    ids.size() + " articles were not found in Redis: this run measures nothing");
        }
        return ids.stream().map(Article::number).toList();
    }

    /** Asks for every article until Redis has them all; from then on a load is an error. */
    void fill(int count) throws InterruptedException {
        for (int round = 0; round < 50 && mayLoad; round++) {
            loads = 0;
            for (int id = 0; id < count; id++) {
                find(id);
            }
            mayLoad = loads > 0;
            Thread.sleep(100); // for what is on its way to Redis
        }
        if (mayLoad) {
            throw new IllegalStateException("Redis does not take the articles: " + loads + " were loaded again");
        }
    }
}
