package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.config.ValuesMode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.*;
import org.junit.jupiter.api.Test;

/** Values that can be changed: each caller gets a copy of its own, exactly like the value or not at all. */
class CopiedValuesTest {
    private static final ValueType TEXT = type(String.class);

    private static ValueType type(Class<?> raw, ValueType... arguments) {
        return CodecRig.type(raw, arguments);
    }

    private static Sharing sharing(ValueType type) {
        Sharing sharing = Sharing.of(type, false, ValuesMode.AUTO, CopiedValuesTest.class.getClassLoader());
        assertThat(sharing.handsKept()).isFalse();
        return sharing;
    }

    private static Object copy(ValueType type, Object value) {
        Sharing sharing = sharing(type);
        Object kept = sharing.keep(value);
        Object handed = sharing.hand(kept);
        if (kept != value) {
            assertThat(handed).isNotSameAs(kept);
        }
        return handed;
    }

    private static void assertRefused(ValueType type, Object value, String reason) {
        assertThatThrownBy(() -> sharing(type).keep(value))
                .isInstanceOf(UncopyableException.class)
                .hasMessageContaining(reason)
                .hasMessageEndingWith("; say values: reference to share it");
    }

    record Cart(String id, List<Shop.Price> prices) {}

    record Box<T>(T value, int more) {}

    record Same(String name, Instant at, Optional<BigDecimal> maybe, Shop.Colour colour, ZoneId zone) {}

    static final class FinalSame {
        private final String name;
        private final Same same;

        FinalSame(String name, Same same) {
            this.name = name;
            this.same = same;
        }
    }

    static class Throwing {
        List<String> list = List.of();

        Throwing() {
            throw new IllegalStateException("secret");
        }

        Throwing(int any) {}
    }

    record Picky(List<String> list) {
        Picky {
            if (list.size() > 1) {
                throw new IllegalArgumentException("secret");
            }
        }
    }

    @Test
    void recordWithAMutableList_isCopiedToTheLast() {
        Cart cart = new Cart("c", new ArrayList<>(List.of(new Shop.Price(BigDecimal.ONE, "EUR"))));
        Cart copy = (Cart) copy(type(Cart.class), cart);
        cart.prices().clear();
        assertThat(copy).isEqualTo(new Cart("c", List.of(new Shop.Price(BigDecimal.ONE, "EUR"))));
        assertThat(copy.prices()).isExactlyInstanceOf(ArrayList.class);
    }

    @Test
    void keptAndHandedCopies_areApart() {
        Sharing sharing = sharing(type(List.class, TEXT));
        List<String> mine = new ArrayList<>(List.of("x"));
        Object kept = sharing.keep(mine);
        @SuppressWarnings("unchecked")
        List<String> yours = (List<String>) sharing.hand(kept);
        mine.add("mine");
        yours.add("yours");
        assertThat(kept).isEqualTo(List.of("x"));
        assertThat(sharing.hand(null)).isNull();
    }

    @Test
    void everyKindOfField_isCopied() {
        Shop.Product product = Shop.product();
        Shop.Product copy = (Shop.Product) copy(type(Shop.Product.class), product);
        assertThat(copy).usingRecursiveComparison().isEqualTo(product);
        assertThat(copy.picture()).isNotSameAs(product.picture());
        assertThat(copy.tags()).isNotSameAs(product.tags());
        assertThat(copy.price()).as("nobody can change it").isSameAs(product.price());
        Shop.Product empty = new Shop.Product(1, null, null, null, null, null, null, null, null);
        assertThat(copy(type(Shop.Product.class), empty)).isEqualTo(empty);
    }

    record Numbers(boolean a, byte b, short c, char d, int e, long f, float g, double h, int[] numbers, String s) {}

    @Test
    void primitives_stayWhatTheyAre() {
        Numbers numbers = new Numbers(true, (byte) 1, (short) 2, '3', 4, 5L << 40, 6.5f, -0.0, new int[] {7, 8}, "9");
        assertThat(copy(type(Numbers.class), numbers))
                .usingRecursiveComparison()
                .isEqualTo(numbers);
        assertThat(copy(ValueType.of("int"), 7_000)).isEqualTo(7_000);
    }

    @Test
    void entity_isCopiedByItsFields() {
        Shop.Entity entity = new Shop.Entity(9L, "Ann", "hash", Shop.Colour.GREEN);
        entity.prices().add(new Shop.Price(BigDecimal.ONE, "EUR"));
        entity.cachedGreeting = "not part of it";
        Shop.Entity copy = (Shop.Entity) copy(type(Shop.Entity.class), entity);
        String state = entity.state().replace("not part of it", "hello");
        entity.prices().clear();
        assertThat(copy.state()).isEqualTo(state);
    }

    @Test
    void finalFieldsAndMissingConstructors_areNoHindrance() {
        Shop.Immutable value = new Shop.Immutable("t", 1, 2);
        Shop.Immutable copy = (Shop.Immutable) copy(type(Shop.Immutable.class), value);
        value.numbers()[0] = 9;
        assertThat(copy.text()).isEqualTo("t");
        assertThat(copy.numbers()).containsExactly(1, 2);
    }

    @Test
    void whatNobodyCanChange_isNotCopied() {
        Same same = new Same("n", Instant.now(), Optional.of(BigDecimal.TEN), Shop.Colour.GREEN, ZoneId.of("UTC"));
        for (Object each : List.of("x", 1, same, new FinalSame("f", same), Shop.Colour.GREEN, new Shapes.Circle(1))) {
            Class<?> raw = each instanceof Enum<?> constant ? constant.getDeclaringClass() : each.getClass();
            assertThat(copy(type(raw), each)).isSameAs(each);
        }
        ZoneId zone = ZoneId.of("Europe/Berlin");
        assertThat(copy(type(ZoneId.class), zone)).isSameAs(zone);
        assertThat(copy(type(Box.class, TEXT), new Box<>("x", 1))).isEqualTo(new Box<>("x", 1));
        Box<Same> box = new Box<>(same, 1);
        assertThat(copy(type(Box.class, type(Same.class)), box)).isSameAs(box);
        Object optional = Optional.of(same);
        assertThat(copy(type(Optional.class, type(Same.class)), optional)).isSameAs(optional);
        List<Same> list = List.of(same);
        assertThat((List<?>) copy(type(List.class, type(Same.class)), list))
                .isNotSameAs(list)
                .first()
                .isSameAs(same);
    }

    @Test
    void typeVariables_areFollowed() {
        Box<List<String>> box = new Box<>(new ArrayList<>(List.of("x")), 1);
        Box<?> copy = (Box<?>) copy(type(Box.class, type(List.class, TEXT)), box);
        box.value().clear();
        assertThat(copy).isEqualTo(new Box<>(List.of("x"), 1));
        Box<Object> polluted = new Box<>(new ArrayList<>(List.of(1)), 1);
        assertRefused(type(Box.class, type(List.class, TEXT)), polluted, "a java.lang.Integer");
    }

    @Test
    void containers_areCopiedToMutableOnesOfTheirKind() {
        List<String> list = Arrays.asList("b", null);
        assertKind(type(List.class, TEXT), list, ArrayList.class);
        assertKind(type(Collection.class, TEXT), new ArrayDeque<>(List.of("a")), ArrayList.class, List.of("a"));
        assertKind(type(Collection.class, TEXT), Set.of("a"), LinkedHashSet.class);
        assertKind(type(LinkedList.class, TEXT), new LinkedList<>(list), LinkedList.class);
        assertKind(type(Set.class, TEXT), new TreeSet<>(Set.of("a")), LinkedHashSet.class);
        assertKind(type(HashSet.class, TEXT), new HashSet<>(list), HashSet.class);
        assertKind(type(Map.class, TEXT, TEXT), new TreeMap<>(Map.of("k", "v")), LinkedHashMap.class);
        assertKind(type(HashMap.class, TEXT, TEXT), new HashMap<>(Map.of("k", "v")), HashMap.class);
        assertKind(type(List.class, TEXT), new ArrayList<>(list) {}, ArrayList.class, list);
        assertKind(type(String[].class), new String[] {"a", null}, String[].class);
        assertKind(type(int[][].class), new int[][] {{1}, null}, int[][].class);
        assertKind(type(Date.class), new Date(5), Date.class);
    }

    private static void assertKind(ValueType type, Object value, Class<?> kind) {
        assertKind(type, value, kind, value);
    }

    private static void assertKind(ValueType type, Object value, Class<?> kind, Object equal) {
        assertThat(copy(type, value))
                .isNotSameAs(value)
                .isExactlyInstanceOf(kind)
                .isEqualTo(equal);
    }

    @Test
    void dateOfADriver_isCopiedAsWhatItIs() {
        java.sql.Timestamp at = java.sql.Timestamp.valueOf("2024-01-02 03:04:05.678901234");
        assertThat(copy(type(Date.class), at)).isEqualTo(at).isNotSameAs(at).hasSameClassAs(at);
        assertRefused(type(Date.class), new Date(1) {}, "CopiedValuesTest$");
    }

    @Test
    void recursiveAndSealedTypes_areCopied() {
        List<Shop.Node> children = new ArrayList<>(List.of(new Shop.Node("b", new ArrayList<>())));
        Shop.Node tree = new Shop.Node("a", children);
        Object copy = copy(type(Shop.Node.class), tree);
        children.clear();
        assertThat(copy).isEqualTo(new Shop.Node("a", List.of(new Shop.Node("b", List.of()))));

        List<Shapes.Shape> members = new ArrayList<>(List.of(new Shapes.Circle(1), Shapes.Blank.UNKNOWN));
        Object group = copy(type(Shapes.Shape.class), new Shapes.Group("g", members));
        members.clear();
        assertThat(group).isEqualTo(new Shapes.Group("g", List.of(new Shapes.Circle(1), Shapes.Blank.UNKNOWN)));
        Shapes.Square square = new Shapes.Square(3, "s");
        assertThat((Shapes.Square) copy(type(Shapes.Shape.class), square))
                .isNotSameAs(square)
                .usingRecursiveComparison()
                .isEqualTo(square);
        Shapes.Done<List<String>> done = new Shapes.Done<>(new ArrayList<>(List.of("x")));
        Object doneCopy = copy(type(Shapes.Outcome.class, type(List.class, TEXT)), done);
        done.value().clear();
        assertThat(doneCopy).isEqualTo(new Shapes.Done<>(List.of("x")));
    }

    @Test
    void otherThanDeclared_isRefused() {
        assertRefused(type(Shop.Entity.class), new Shop.EntityProxy(), "Shop$EntityProxy, declared was");
        Shop.Holder holder = new Shop.Holder();
        holder.entity = new Shop.EntityProxy();
        assertRefused(type(Shop.Holder.class), holder, "EntityProxy");
        assertRefused(type(List.class, type(Shop.Entity.class)), List.of(new Shop.EntityProxy()), "EntityProxy");
        assertRefused(type(Shop.Entity[].class), new Shop.EntityProxy[0], "EntityProxy[]");
        assertRefused(type(BigDecimal.class), new BigDecimal("1") {}, "CopiedValuesTest$");
        assertRefused(type(List.class, TEXT), List.of((Object) new Object[] {"polluted"}), "java.lang.Object[]");
        assertRefused(type(LinkedList.class, TEXT), new ArrayList<>(), "java.util.ArrayList");
        assertRefused(type(List.class, TEXT), new HashSet<>(), "java.util.HashSet");
        assertRefused(type(Set.class, TEXT), new TreeSet<>(String.CASE_INSENSITIVE_ORDER), "TreeSet");
        assertRefused(type(Map.class, TEXT, TEXT), new IdentityHashMap<>(), "IdentityHashMap");
    }

    /** It may be one of an object-relational mapper, which reads the database when it is copied. */
    @Test
    void collectionOfAnotherLibraryInsideAnObject_isRefused() {
        Cart cart = new Cart("c", new ArrayList<>() {});
        assertRefused(type(Cart.class), cart, "CopiedValuesTest$");
        assertRefused(type(List.class, type(Cart.class)), List.of(cart), "CopiedValuesTest$");
    }

    @Test
    void openTypes_areRefused() {
        assertRefused(type(Object.class), "x", "java.lang.Object");
        assertRefused(type(Shop.PageLike.class, TEXT), List.of(), "PageLike is an interface or abstract");
        assertRefused(type(Shop.Inner.class), new Object(), "inner class");
        assertRefused(type(Thread.class), new Thread(), "java.lang.Thread");
        assertRefused(ValueType.of("shop.Gone"), new Object(), "ClassNotFoundException shop.Gone");
    }

    @Test
    void constructorsThatThrow_areToldWithoutTheirMessages() {
        assertThatThrownBy(() -> sharing(type(Throwing.class)).keep(new Throwing(1)))
                .isInstanceOf(UncopyableException.class)
                .hasMessageContaining("Throwing")
                .hasMessageNotContaining("secret");
        Picky[] picky = {new Picky(new ArrayList<>())};
        picky[0].list().addAll(List.of("a", "b"));
        assertThatThrownBy(() -> sharing(type(Picky.class)).keep(picky[0]))
                .isInstanceOf(UncopyableException.class)
                .hasMessageContaining("Picky")
                .hasMessageNotContaining("secret");
    }

    @Test
    void cyclesAndGrowth_areRefused() {
        Shop.Cyclic one = new Shop.Cyclic();
        one.next = new Shop.Cyclic();
        one.next.next = one;
        assertRefused(type(Shop.Cyclic.class), one, "cycle");
        Shop.Node node = new Shop.Node("leaf", List.of());
        for (int i = 0; i < 60; i++) {
            node = new Shop.Node("n", List.of(node, node));
        }
        assertRefused(type(Shop.Node.class), node, "more than");
        Shop.Cyclic deep = new Shop.Cyclic();
        for (int i = 1; i < Mappers.MAX_DEPTH; i++) {
            Shop.Cyclic outer = new Shop.Cyclic();
            outer.next = deep;
            deep = outer;
        }
        assertThat(copy(type(Shop.Cyclic.class), deep)).isNotNull();
        Shop.Cyclic deeper = new Shop.Cyclic();
        deeper.next = deep;
        assertRefused(type(Shop.Cyclic.class), deeper, "deeper than 250 levels");
    }

    @Test
    void copyMode_copiesAlsoWhatCouldBeShared() {
        Sharing sharing = Sharing.of(
                type(List.class, TEXT), true, ValuesMode.COPY, getClass().getClassLoader());
        Object kept = sharing.keep(List.of("x"));
        assertThat(sharing.hand(kept)).isEqualTo(kept).isNotSameAs(kept).isExactlyInstanceOf(ArrayList.class);
        assertThat(sharing.handsKept()).isFalse();
    }
}
