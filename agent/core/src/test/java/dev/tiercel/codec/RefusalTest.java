package dev.tiercel.codec;

import java.math.BigDecimal;
import java.util.*;
import org.junit.jupiter.api.Test;

/** What would not come back as it was, and so is never written. */
class RefusalTest extends CodecRig {
    @Test
    void subclass_isRefused() {
        assertRefused(type(Shop.Entity.class), new Shop.EntityProxy(), "EntityProxy");
        Shop.Holder holder = new Shop.Holder();
        holder.entity = new Shop.EntityProxy();
        assertRefused(type(Shop.Holder.class), holder, "EntityProxy");
        Shop.Holder list = new Shop.Holder();
        list.more.add(new Shop.EntityProxy());
        assertRefused(type(Shop.Holder.class), list, "EntityProxy");
        assertRefused(type(List.class, type(Shop.Entity.class)), List.of(new Shop.EntityProxy()), "EntityProxy");
        assertRefused(
                type(Optional.class, type(Shop.Entity.class)), Optional.of(new Shop.EntityProxy()), "EntityProxy");
        assertRefused(type(Shop.Entity[].class), new Shop.Entity[] {new Shop.EntityProxy()}, "EntityProxy");
        assertRefused(type(Date.class), new Date(1) {}, "RefusalTest$");
        assertRefused(type(BigDecimal.class), new BigDecimal("1") {}, "RefusalTest$");
    }

    @Test
    void collectionThatWouldChangeItsMeaning_isRefused() {
        ValueType text = type(String.class);
        assertRefused(type(List.class, text), new ArrayList<>(List.of("a")) {}, "RefusalTest$");
        assertRefused(type(Collection.class, text), Set.of("a"), "java.util.Collection");
        TreeSet<String> caseless = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        assertRefused(type(Set.class, text), caseless, "TreeSet");
        assertRefused(type(Map.class, text, text), new TreeMap<>(String.CASE_INSENSITIVE_ORDER), "TreeMap");
        assertRefused(type(Map.class, text, text), new IdentityHashMap<>(), "IdentityHashMap");
    }

    @Test
    void openTypes_areRefusedOnceAndForAll() {
        ValueType text = type(String.class);
        assertRefused(type(Object.class), "x", "java.lang.Object");
        assertRefused(type(Shop.AnyThing.class), new Shop.AnyThing(1), "java.lang.Object");
        assertRefused(type(Shop.PageLike.class, text), null, "PageLike is an interface or abstract");
        assertRefused(type(Shop.Base.class), null, "Base is an interface or abstract");
        assertRefused(type(List.class), List.of(1), "java.lang.Object");
        assertRefused(type(Number.class), 1, "java.lang.Number");
        assertRefused(type(Thread.class), new Thread(), "java.lang.Thread");
        assertRefused(type(Map.class, type(Shop.Circle.class), text), Map.of(), "as the key of a map");
        assertRefused(type(Shop.Shadow.class), new Shop.Shadow(), "both have a field id");
        assertRefused(type(Shop.Inner.class), null, "inner class");
        assertRefused(ValueType.of("shop.Gone"), null, "ClassNotFoundException shop.Gone");
    }

    @Test
    void cycle_isRefused() {
        Shop.Cyclic one = new Shop.Cyclic();
        one.next = new Shop.Cyclic();
        one.next.next = one;
        assertRefused(type(Shop.Cyclic.class), one, "cycle");
    }

    @Test
    void sharedNodesThatGrowWithoutEnd_areRefused() {
        Shop.Node node = new Shop.Node("leaf", List.of());
        for (int i = 0; i < 60; i++) {
            node = new Shop.Node("n", List.of(node, node));
        }
        assertRefused(type(Shop.Node.class), node, "larger than");
    }
}
