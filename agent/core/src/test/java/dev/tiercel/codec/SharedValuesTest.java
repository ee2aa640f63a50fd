package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.config.ValuesMode;
import java.util.*;
import org.junit.jupiter.api.Test;

/** Values whose declared type nobody can change, containers of such included: all callers get the same one. */
class SharedValuesTest {
    private static final ValueType TEXT = ValueType.of("java.lang.String");
    private static final ValueType LIST = ValueType.of("java.util.List", TEXT);
    private static final ValueType SET = ValueType.of("java.util.Set", TEXT);
    private static final ValueType MAP = ValueType.of("java.util.Map", TEXT, LIST);
    private static final ValueType COLLECTION = ValueType.of("java.util.Collection", TEXT);

    /** No class of the application need be there: this loader finds none. */
    private static final ClassLoader NOTHING = new ClassLoader(null) {};

    private static Sharing sharing(ValueType type) {
        Sharing sharing = Sharing.of(type, true, ValuesMode.AUTO, NOTHING);
        assertThat(sharing.handsKept()).isTrue();
        return sharing;
    }

    /** What is kept of the value, and handed out. */
    private static Object kept(ValueType type, Object value) {
        Object kept = sharing(type).keep(value);
        assertThat(sharing(type).hand(kept)).isSameAs(kept);
        return kept;
    }

    private static void assertCannotBeChanged(Collection<?> kept) {
        assertThatThrownBy(() -> kept.remove(kept.iterator().next())).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(kept::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void byReference_everyValueIsKeptAndHandedAsItIs() {
        Sharing sharing = Sharing.of(ValueType.of("shop.Gone"), false, ValuesMode.REFERENCE, NOTHING);
        List<String> list = new ArrayList<>();
        assertThat(sharing.keep(list)).isSameAs(list);
        assertThat(sharing.hand(list)).isSameAs(list);
        assertThat(sharing.keep(null)).isNull();
        assertThat(sharing.handsKept()).isTrue();
    }

    @Test
    void leaves_areKeptAsTheyAre() {
        Object value = new Object();
        assertThat(kept(ValueType.of("shop.Price"), value)).isSameAs(value);
        assertThat(kept(ValueType.of("int"), 7_000)).isEqualTo(7_000);
        assertThat(kept(LIST, null)).isNull();
    }

    @Test
    void list_isKeptApartFromTheCallers_withItsNulls() {
        for (List<String> each : List.of(
                Arrays.asList("b", null, "a"),
                new ArrayList<>(List.of("x")),
                new LinkedList<>(List.of("x", "y")),
                new ArrayList<String>() {
                    {
                        add("an implementation of its own");
                    }
                })) {
            List<String> before = new ArrayList<>(each);
            List<?> kept = (List<?>) kept(LIST, each);
            each.set(0, "changed");
            assertThat(kept).isEqualTo(before).hasSameHashCodeAs(before);
            assertThat(kept.contains(null)).isEqualTo(before.contains(null));
            assertThat(kept.getClass().getName()).startsWith("java.util.");
            assertCannotBeChanged(kept);
        }
        assertThat((List<?>) kept(LIST, new ArrayList<>())).isEmpty();
    }

    @Test
    void unmodifiableViewOfAListThatIsChangedElsewhere_isCopied() {
        List<String> behind = new ArrayList<>(List.of("x"));
        Object kept = kept(LIST, Collections.unmodifiableList(behind));
        Object set = kept(SET, Collections.unmodifiableSet(new HashSet<>(behind)));
        behind.set(0, "changed");
        assertThat(kept).isEqualTo(List.of("x"));
        assertCannotBeChanged((Collection<?>) set);
    }

    @Test
    void setAndMap_keepTheirOrderAndNulls() {
        Set<String> set = new LinkedHashSet<>(Arrays.asList("c", null, "a", "b"));
        Set<?> keptSet = (Set<?>) kept(SET, set);
        assertThat(keptSet).isEqualTo(set);
        assertThat(new ArrayList<Object>(keptSet)).isEqualTo(new ArrayList<>(set));
        assertCannotBeChanged(keptSet);

        Map<String, List<String>> map = new LinkedHashMap<>();
        map.put("z", new ArrayList<>(List.of("1")));
        map.put(null, null);
        map.put("a", Arrays.asList((String) null));
        Map<?, ?> keptMap = (Map<?, ?>) kept(MAP, map);
        assertThat(keptMap).isEqualTo(map);
        assertThat(new ArrayList<Object>(keptMap.keySet())).isEqualTo(new ArrayList<>(map.keySet()));
        map.get("z").set(0, "changed");
        assertThat(keptMap.get("z")).isEqualTo(List.of("1"));
        assertThatThrownBy(keptMap::clear).isInstanceOf(UnsupportedOperationException.class);
        assertCannotBeChanged((Collection<?>) keptMap.get("z"));
        assertThat(kept(SET, new TreeSet<>(Set.of("b", "a")))).isEqualTo(Set.of("a", "b"));
    }

    @Test
    void collection_isKeptAsWhatItIs() {
        assertThat(kept(COLLECTION, new HashSet<>(Set.of("a")))).isEqualTo(Set.of("a"));
        assertThat(kept(COLLECTION, new ArrayList<>(List.of("a")))).isEqualTo(List.of("a"));
        assertThat(kept(COLLECTION, new TreeMap<>(Map.of("k", "a")).values())).isEqualTo(List.of("a"));
        assertThat(kept(ValueType.of("java.lang.Iterable", TEXT), new ArrayDeque<>(List.of("a"))))
                .isEqualTo(List.of("a"));
    }

    @Test
    void containersInsideOfContainers_areKeptApartToo() {
        ValueType deep = ValueType.of("java.util.Optional", ValueType.of("java.util.List", LIST));
        List<String> inner = new ArrayList<>(List.of("x"));
        Optional<?> kept = (Optional<?>) kept(deep, Optional.of(List.of(inner)));
        inner.set(0, "changed");
        assertThat(kept).isEqualTo(Optional.of(List.of(List.of("x"))));
        assertCannotBeChanged((Collection<?>) ((List<?>) kept.get()).get(0));
    }

    @Test
    void whatNobodyCanChange_isKeptWithoutACopy() {
        ValueType deep = ValueType.of("java.util.Map", TEXT, ValueType.of("java.util.List", SET));
        for (Object each : List.of(
                List.of(),
                List.of("a"),
                List.of("a", "b", "c"),
                new ArrayList<>(List.of("a", "b")).stream().toList())) {
            assertThat(kept(LIST, each)).isSameAs(each);
        }
        Object nested = Map.of("a", List.of(Set.of("x"), Set.of("y", "z")));
        assertThat(kept(deep, nested)).isSameAs(nested);
        Object optional = Optional.of(List.of("x"));
        assertThat(kept(ValueType.of("java.util.Optional", LIST), optional)).isSameAs(optional);
        for (List<String> each : List.of(new ArrayList<>(List.of("a", "b", "c")), new ArrayList<String>())) {
            Object once = kept(LIST, each);
            assertThat(kept(LIST, once)).isSameAs(once);
        }
        List<Set<String>> mixed = List.of(Set.of("x"), new HashSet<>(Set.of("y")));
        assertThat(kept(ValueType.of("java.util.List", SET), mixed))
                .isNotSameAs(mixed)
                .isEqualTo(mixed);
    }

    @Test
    void containersThatTellTheirElementsApartInTheirOwnWay_areRefused() {
        assertRefused(SET, new TreeSet<>(String.CASE_INSENSITIVE_ORDER), "a java.util.TreeSet");
        assertRefused(MAP, new TreeMap<>(Comparator.<String>reverseOrder()), "a java.util.TreeMap");
        assertRefused(MAP, new IdentityHashMap<>(), "a java.util.IdentityHashMap");
        Set<String> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.add(new String("a"));
        identities.add(new String("a"));
        assertRefused(SET, identities, "tells its elements apart");
    }

    @Test
    void otherThanDeclared_isRefused() {
        assertRefused(LIST, Set.of("a"), "a java.util.ImmutableCollections$");
        assertRefused(SET, List.of("a"), "declared was java.util.Set");
        assertRefused(MAP, "secret", "a java.lang.String, declared was java.util.Map");
        assertRefused(
                ValueType.of("java.lang.Iterable", TEXT),
                (Iterable<String>) () -> Set.of("a").iterator(),
                "declared was java.lang.Iterable");
        assertRefused(
                LIST,
                new ArrayList<String>() {
                    @Override
                    public Object[] toArray() {
                        throw new IllegalStateException("secret");
                    }
                },
                "throws java.lang.IllegalStateException");
    }

    private static void assertRefused(ValueType type, Object value, String reason) {
        assertThatThrownBy(() -> sharing(type).keep(value))
                .isInstanceOf(UncopyableException.class)
                .hasMessageContaining(reason)
                .hasMessageEndingWith("say values: reference to share it")
                .hasMessageNotContaining("secret");
    }
}
