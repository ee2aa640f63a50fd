package dev.tiercel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.key.KeyPart.Kind;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyPathTest {
    private record Order(int id, @Nullable Customer owner) {}

    interface Named {
        default String label() {
            return "label";
        }
    }

    @SuppressWarnings("unused")
    private static class Customer implements Named {
        private static final String region = "static";

        private final String number = "field";
        private final boolean active = true;
        final List<Object> tags = new ArrayList<>(List.of("a"));
        int calls;

        private String getName() {
            return "getter";
        }

        public boolean isActive() {
            return active;
        }

        String nick() {
            calls++;
            return "nick" + calls;
        }

        static String id() {
            return "static";
        }

        private String getId() {
            return "id";
        }

        void nothing() {}

        String broken() throws Exception {
            throw new Exception("broken");
        }
    }

    private static final class Gold extends Customer {}

    private final Customer customer = new Customer();

    @Test
    void recordComponentGetterAndField_areFoundWhateverTheirAccess() {
        assertThat(Keying.keyAt("id", new Order(7, null))).isEqualTo(Keying.key(7));
        assertThat(Keying.keyAt("name", customer)).isEqualTo(Keying.key("getter"));
        assertThat(Keying.keyAt("active", customer)).isEqualTo(Keying.key(true));
        assertThat(Keying.keyAt("number", customer)).isEqualTo(Keying.key("field"));
        assertThat(Keying.keyAt("nick", customer)).isEqualTo(Keying.key("nick1"));
    }

    @Test
    void inheritedParts_areFound() {
        assertThat(Keying.keyAt("name", new Gold())).isEqualTo(Keying.key("getter"));
        assertThat(Keying.keyAt("number", new Gold())).isEqualTo(Keying.key("field"));
        assertThat(Keying.keyAt("label", new Gold())).isEqualTo(Keying.key("label"));
    }

    @Test
    void nestedPath_isFollowed() {
        assertThat(Keying.keyAt("owner.name", new Order(7, customer))).isEqualTo(Keying.key("getter"));
        assertThat(Keying.keyAt("owner.name", new Order(7, new Gold()))).isEqualTo(Keying.key("getter"));
    }

    @Test
    void nullOnTheWay_isTheKeyNull() {
        assertThat(Keying.keyAt("owner.name", new Order(7, null))).isEqualTo(Keying.key((Object) null));
        assertThat(Keying.keyAt("owner.name", null)).isEqualTo(Keying.key((Object) null));
    }

    @Test
    void onePath_meetsSeveralClasses() {
        KeyRecipe recipe = Keying.recipe(List.of(new KeyPart(Kind.DYNAMIC, 0, "id")));
        assertThat(Keying.call(recipe, new Order(7, null))).isEqualTo(7L);
        assertThat(Keying.call(recipe, customer)).isEqualTo("id");
        assertThat(Keying.call(recipe, new Order(8, null))).isEqualTo(8L);
    }

    /** The class of the value is not open, its interface is. */
    @Test
    void interfaces_areTheDoorToClosedClasses() {
        assertThat(Keying.keyAt("key", Map.entry("a", 1))).isEqualTo("a");
        Object proxy = Proxy.newProxyInstance(
                Named.class.getClassLoader(), new Class<?>[] {Named.class}, (self, method, arguments) -> "proxied");
        assertThat(Keying.keyAt("label", proxy)).isEqualTo("proxied");
    }

    @Test
    void whatEveryObjectHas_isNoPart() {
        assertMissing("class", customer);
        assertMissing("hashCode", customer);
        assertMissing("toString", customer);
    }

    @Test
    void property_isNoOtherMethod() {
        assertThat(KeyPath.property("name").read(customer)).isEqualTo("getter");
        assertThat(KeyPath.property("active").read(customer)).isEqualTo(true);
        assertThat(KeyPath.property("number").read(customer)).isEqualTo("field");
        assertThat(KeyPath.property("id").read(new Order(7, null))).isEqualTo(7);
        assertThat(KeyPath.property("id").read(null)).isNull();
        assertThatThrownBy(() -> KeyPath.property("nick").read(customer)).isInstanceOf(UnfitKeyException.class);
        assertThatThrownBy(() -> KeyPath.property("getName").read(customer)).isInstanceOf(UnfitKeyException.class);
        assertThat(customer.calls).isZero();
    }

    @Test
    void staticMembers_areNoParts() {
        assertThat(Keying.keyAt("id", customer)).isEqualTo("id");
        assertMissing("region", customer);
    }

    @Test
    void missingPart_isUnfitAndNamed() {
        assertMissing("price", customer);
        assertMissing("nothing", customer);
        assertMissing("name.size", customer);
        assertMissing("owner.price", new Order(7, customer));
    }

    private static void assertMissing(String path, Object from) {
        String last = path.substring(path.indexOf('.') + 1);
        assertThatThrownBy(() -> Keying.keyAt(path, from))
                .isInstanceOf(UnfitKeyException.class)
                .hasMessageContaining("\"" + last + "\": ");
    }

    @Test
    void partOfAnUnfitType_isRefused() {
        assertThatThrownBy(() -> Keying.keyAt("owner", new Order(7, customer))).isInstanceOf(UnfitKeyException.class);
    }

    @Test
    void collectionAtTheEnd_isCopied() {
        Object key = Keying.keyAt("tags", customer);
        customer.tags.add("b");
        assertThat(key).isEqualTo(Keying.key(List.of("a")));
    }

    @Test
    void whatAGetterThrows_isThrown() {
        assertThatThrownBy(() -> Keying.keyAt("broken", customer)).hasRootCauseMessage("broken");
    }

    @Test
    void pathAmongSeveralParts_readsItsOwnParameter() {
        KeyRecipe recipe = Keying.recipe(List.of(
                KeyPart.of(Kind.EXACT, 0),
                new KeyPart(Kind.DYNAMIC, 1, "id"),
                new KeyPart(Kind.DYNAMIC, 2, "owner.name"),
                KeyPart.of(Kind.NARROW, 3),
                KeyPart.of(Kind.DYNAMIC, 4)));
        Order order = new Order(7, customer);
        assertThat(Keying.call(recipe, "a", order, order, 9, null)).isEqualTo(Keying.key("a", 7, "getter", 9, null));
    }
}
