package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CachePut;
import dev.tiercel.Cached;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A program whose methods return publishers. It answers each line of its standard input, a word and a number, by what
 * came, on which thread, and how many loads the program has made so far.
 */
public final class Publishers {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final AtomicInteger LOADS = new AtomicInteger();
    private static final Publishers SHOP = new Publishers();

    private Publishers() {}

    record Product(int id, String name) {}

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            System.out.println(
                    line.equals("sync")
                            ? Sync.await()
                            : answer(words[0], Integer.parseInt(words[1])) + " after " + LOADS);
        }
    }

    private static Object answer(String what, int id) {
        switch (what) {
            case "mono":
                return whereIt(SHOP.find(id)).block(LONG);
            case "empty":
                return SHOP.empty(id).hasElement().block(LONG);
            case "flux":
                return SHOP.all(id).collectList().block(LONG);
            case "publisher":
                return Flux.from(SHOP.published(id)).collectList().block(LONG);
            case "assemble":
                return SHOP.find(id) instanceof Mono;
            case "loop": // An event loop: Reactor itself refuses to block on it.
                return whereIt(SHOP.find(id))
                        .subscribeOn(Schedulers.parallel())
                        .hasElement()
                        .block(LONG);
            case "at-once":
                return Flux.range(0, 64)
                        .flatMap(i -> SHOP.find(id).subscribeOn(Schedulers.boundedElastic()), 64)
                        .distinct()
                        .collectList()
                        .block(LONG);
            case "rename":
                return SHOP.save(id, "renamed").block(LONG);
            case "drop":
                return SHOP.drop(id)
                        .subscribeOn(Schedulers.parallel())
                        .thenReturn("dropped")
                        .block(LONG);
            default:
                throw new IllegalArgumentException(what);
        }
    }

    private static Mono<String> whereIt(Mono<Product> product) {
        return product.map(it -> it.name() + " on " + Thread.currentThread().getName());
    }

    private static <T> T loaded(T value) {
        LOADS.incrementAndGet();
        return value;
    }

    @Cached(cache = "products")
    Mono<Product> find(int id) {
        return Mono.delay(Duration.ofMillis(50)).map(tick -> loaded(new Product(id, "row" + id)));
    }

    @Cached(cache = "nothing")
    Mono<Product> empty(int id) {
        return Mono.fromCallable(() -> loaded(null));
    }

    @Cached(cache = "lists")
    Flux<Product> all(int id) {
        return Flux.defer(() -> loaded(Flux.range(id, 2)).map(each -> new Product(each, "row" + each)));
    }

    @Cached(cache = "published")
    Publisher<String> published(int id) {
        return Mono.fromCallable(() -> loaded("row" + id));
    }

    @CachePut(cache = "products")
    Mono<Product> save(@CacheKey int id, String name) {
        return Mono.just(new Product(id, name));
    }

    @CacheInvalidate(cache = "products")
    Mono<Void> drop(int id) {
        return Mono.empty();
    }
}
