package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.Cached;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Methods that answer with each other's values are told of. */
class CollisionsTest {
    private final Weaves weaves = new Weaves();

    abstract static class Colliding {
        @Cached(cache = "users")
        Optional<String> byEmployer(int id) {
            return Optional.empty();
        }

        @Cached(cache = "users")
        String byFather(Long id) {
            return "";
        }
    }

    interface Generic<I> {
        @Cached(cache = "rows")
        String find(I id);
    }

    static final class Bridged implements Generic<String> {
        @Override
        public String find(String id) {
            return "";
        }
    }

    abstract static class Apart implements Generic<String> {
        @Cached(cache = "users")
        String byNumber(long id) {
            return "";
        }

        @Cached(cache = "users")
        String byName(String name) {
            return "";
        }

        @Cached(cache = "users")
        String byId(UUID id) {
            return "";
        }

        @Cached(cache = "users")
        String byTwo(long id, long other) {
            return "";
        }

        @Cached(cache = "users")
        Integer count(long id) {
            return 0;
        }

        @Cached(cache = "others")
        String elsewhere(long id) {
            return "";
        }

        @Cached
        String own(long id) {
            return "";
        }

        @Cached
        String alsoOwn(long id) {
            return "";
        }

        @Cached(cache = "users", each = true, elementKey = "length")
        List<String> many(Collection<Long> ids) {
            return List.of();
        }
    }

    @Test
    void theSameCacheTheSameKindOfKeyTheSameValue() {
        assertThat(weaves.specs(Colliding.class)).hasSize(2);

        assertThat(weaves.lines())
                .singleElement()
                .asString()
                .startsWith("[tiercel] WARN Colliding.by")
                .contains("byEmployer", "byFather", "share the cache users: equal arguments are the same entry");
    }

    @Test
    void anythingElseIsNoCollision() {
        assertThat(weaves.specs(Apart.class)).hasSize(9);
        assertThat(weaves.specs(Bridged.class)).hasSize(1);

        assertThat(weaves.lines()).isEmpty();
    }
}
