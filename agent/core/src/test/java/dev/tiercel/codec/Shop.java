package dev.tiercel.codec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Classes as applications have them. */
@SuppressWarnings("unused")
final class Shop {
    private Shop() {}

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green as grass";
            }
        }
    }

    record Price(BigDecimal amount, String currency) {}

    record Product(
            long id,
            String name,
            Price price,
            Colour colour,
            Optional<String> note,
            List<Price> offers,
            Map<UUID, Set<Colour>> tags,
            byte[] picture,
            Instant created) {}

    static Product product() {
        Price price = new Price(new BigDecimal("1.50"), "EUR");
        return new Product(
                1,
                "Tea",
                price,
                Colour.GREEN,
                Optional.of("note"),
                List.of(price, new Price(BigDecimal.TEN, "EUR")),
                Map.of(new UUID(1, 2), Set.of(Colour.RED)),
                new byte[] {1, 2},
                Instant.EPOCH);
    }

    record Node(String name, List<Node> children) {}

    record Page<T>(List<T> rows, int total) {}

    record Maybe(Optional<String> optional) {}

    private record Hidden(int secret) {}

    static Object hidden(int secret) {
        return new Hidden(secret);
    }

    /** As an object-relational mapper has them: no-argument constructor, private fields, annotations that hide state. */
    static class Entity extends Base {
        private String name;

        @JsonIgnore
        private String passwordHash;

        @JsonProperty("renamed")
        private Colour colour;

        transient String cachedGreeting = "hello";
        private List<Price> prices = new ArrayList<>();
        static int instances;

        Entity() {}

        Entity(Long id, String name, String passwordHash, Colour colour) {
            this.id = id;
            this.name = name;
            this.passwordHash = passwordHash;
            this.colour = colour;
        }

        public String getName() {
            return "getter of " + name;
        }

        public void setName(String name) {
            this.name = "setter of " + name;
        }

        List<Price> prices() {
            return prices;
        }

        String state() {
            return id + name + passwordHash + colour + version + prices + cachedGreeting;
        }
    }

    abstract static class Base {
        protected Long id;
        protected int version = 3;
    }

    static class EntityProxy extends Entity {}

    static class Holder {
        Entity entity;
        ArrayList<Entity> more = new ArrayList<>();

        Holder() {}
    }

    /** No constructor without arguments, final fields, and a constructor that would throw. */
    static final class Immutable {
        private final String text;
        private final int[] numbers;

        Immutable(String text, int... numbers) {
            this.text = Objects.requireNonNull(text);
            this.numbers = numbers;
        }

        String text() {
            return text;
        }

        int[] numbers() {
            return numbers;
        }
    }

    static class Cyclic {
        Cyclic next;
    }

    static class Shadow extends Base {
        private Long id;
    }

    class Inner {
        int x;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    static class Annotated {
        String name;
    }

    record Circle(double radius) {}

    /** As Spring Data's Page: says too little of what a value holds. */
    interface PageLike<T> extends Iterable<T> {}

    static class Named<T> extends Named0<T> {
        final String name;

        Named(String name, T value) {
            super(value);
            this.name = name;
        }
    }

    static class Named0<T> {
        final T value;

        Named0(T value) {
            this.value = value;
        }
    }

    record AnyThing(Object thing) {}
}
