package dev.tiercel.readthrough;

import static dev.tiercel.readthrough.Corridor.APPLICATION;
import static dev.tiercel.readthrough.Corridor.STRING;
import static dev.tiercel.readthrough.Corridor.keys;
import static dev.tiercel.readthrough.Corridor.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.CacheOverrides;
import dev.tiercel.entry.ManualTicker;
import dev.tiercel.entry.Tags;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.TagPattern;
import dev.tiercel.readthrough.MethodSpec.TagPiece;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes over one shared tier; a method {@code find(id, seller)} whose entries have a tag for the seller. */
class TagsTest {
    private static final TagPattern CATALOG = new TagPattern(List.of(new TagPiece.Literal("catalog")));
    private static final TagPattern SELLER =
            new TagPattern(List.of(new TagPiece.Literal("seller-"), new TagPiece.Value(1, "")));
    private static final TagPattern SELLER_ALONE =
            new TagPattern(List.of(new TagPiece.Literal("seller-"), new TagPiece.Value(0, "")));

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor mine = Corridor.over(l2, ticker);
    private final Corridor theirs = Corridor.over(l2, ticker);
    private final WovenRead find = read(mine, List.of(CATALOG, SELLER));
    private final WovenRead findThere = read(theirs, List.of(CATALOG, SELLER));

    @AfterEach
    void close() {
        mine.loads.close();
        theirs.loads.close();
    }

    private static WovenRead read(Corridor corridor, List<TagPattern> tags) {
        Read read = new Read("products", keys(2, Kind.DYNAMIC), CacheOverrides.NONE, null, null, null, null, tags);
        return corridor.read(new MethodSpec("Shop.find", 2, result(STRING), read, List.of()), APPLICATION);
    }

    private static WovenWrite dropping(Corridor corridor, TagPattern tag) {
        return corridor.write(
                STRING, keys(1, Kind.DYNAMIC), key -> new Write.DropTags("products", List.of(tag), Moment.AFTER, null));
    }

    private static Object load(WovenRead method, String value, int id, int seller) throws Exception {
        return method.call(() -> value, id, seller);
    }

    @Test
    void droppedTag_takesItsEntries_inBothTiers_andNoOthers() throws Exception {
        load(find, "old 1", 1, 7);
        load(find, "old 2", 2, 7);
        load(find, "kept", 3, 8);

        dropping(mine, SELLER_ALONE).call(7);

        assertThat(find.hit(1, 7)).isNull();
        assertThat(find.hit(3, 8)).isEqualTo("kept");
        assertThat(load(find, "new", 1, 7)).isEqualTo("new");
        assertThat(load(findThere, "new", 2, 7)).as("in L2").isEqualTo("new");
        assertThat(load(findThere, "other", 3, 8)).isEqualTo("kept");
    }

    @Test
    void droppedTag_oneOfSeveralIsEnough() throws Exception {
        load(find, "old", 1, 7);
        dropping(mine, CATALOG).call(0);
        assertThat(find.hit(1, 7)).isNull();
        assertThat(load(findThere, "new", 1, 7)).isEqualTo("new");
    }

    @Test
    void entryOfL2_bringsItsTagsToL1() throws Exception {
        load(find, "old", 1, 7);
        assertThat(load(findThere, "unused", 1, 7)).isEqualTo("old");
        assertThat(findThere.hit(1, 7)).isEqualTo("old");
        dropping(theirs, SELLER_ALONE).call(7);
        assertThat(findThere.hit(1, 7)).isNull();
    }

    @Test
    void entryOfAnotherMethod_hasThatOnesTags() throws Exception {
        WovenRead untagged = read(theirs, List.of());
        load(find, "old", 1, 7);
        assertThat(load(untagged, "unused", 1, 7)).isEqualTo("old");
        dropping(theirs, SELLER_ALONE).call(7);
        assertThat(untagged.hit(1, 7)).isNull();
        assertThat(load(untagged, "new", 1, 7)).isEqualTo("new");
    }

    @Test
    void loadUnderWay_storesNothingAfterItsTagWasDropped() throws Exception {
        BiFunction<Object, Throwable, Object[]> ticket = WovenRead.ticket(find.open(() -> "old", 1, 7));
        dropping(mine, SELLER_ALONE).call(7);
        ticket.apply("old", null);
        assertThat(find.hit(1, 7)).isNull();
        assertThat(load(findThere, "new", 1, 7)).isEqualTo("new");
    }

    /** The other process has not heard of it yet; what it stores is of an epoch that is over. */
    @Test
    void loadUnderWayElsewhere_isNotBelievedAfterItsTagWasDropped() throws Exception {
        BiFunction<Object, Throwable, Object[]> ticket = WovenRead.ticket(findThere.open(() -> "old", 1, 7));
        dropping(mine, SELLER_ALONE).call(7);
        ticket.apply("old", null);
        assertThat(l2.entries()).isNotEmpty();
        assertThat(load(find, "new", 1, 7)).isEqualTo("new");
    }

    @Test
    void loadUnderWayElsewhere_isNotBelievedAfterAClear() throws Exception {
        BiFunction<Object, Throwable, Object[]> ticket = WovenRead.ticket(findThere.open(() -> "old", 1, 7));
        mine.write(Corridor.clear("products")).call(0);
        ticket.apply("old", null);
        assertThat(l2.entries()).isNotEmpty();
        assertThat(load(find, "new", 1, 7)).isEqualTo("new");
    }

    @Test
    void entryOfAnEpochThatIsOver_isWrittenOver() throws Exception {
        load(find, "old", 1, 7);
        mine.write(Corridor.clear("products")).call(0);
        load(find, "new", 1, 7);
        assertThat(load(findThere, "unused", 1, 7)).isEqualTo("new");
    }

    @Test
    void whileEpochsAreNotKnown_nothingIsReadFromL2OrStoredThere() throws Exception {
        load(find, "old", 1, 7);
        l2.epochsKnown = false;
        int fills = l2.fills.get();
        assertThat(load(findThere, "loaded", 1, 7)).isEqualTo("loaded");
        assertThat(load(findThere, "loaded", 2, 7)).isEqualTo("loaded");
        assertThat(l2.fills).hasValue(fills);
        assertThat(l2.leases).hasValue(1);
        assertThat(findThere.hit(2, 7)).as("L1").isEqualTo("loaded");
    }

    /** Nobody waits for what will not be believed: the clock of a test that waits would not move. */
    @Test
    void leaseOfAnEpochThatIsOver_holdsNobodyUp() throws Exception {
        BiFunction<Object, Throwable, Object[]> ticket = WovenRead.ticket(findThere.open(() -> "old", 1, 7));
        dropping(mine, SELLER_ALONE).call(7);
        assertThat(load(find, "new", 1, 7)).isEqualTo("new");
        ticket.apply("old", null);
        assertThat(load(read(Corridor.over(l2, ticker), List.of(SELLER)), "unused", 1, 7))
                .isEqualTo("new");
    }

    @Test
    void put_givesItsEntryTags() throws Exception {
        WovenWrite put = mine.write(
                STRING,
                keys(2, Kind.DYNAMIC),
                key -> new Write.Put(
                        "products", key, CacheOverrides.NONE, Moment.AFTER, null, null, null, List.of(SELLER)));
        put.call(() -> "old", 1, 7);
        assertThat(find.hit(1, 7)).isEqualTo("old");
        assertThat(load(findThere, "unused", 1, 7)).isEqualTo("old");
        dropping(mine, SELLER_ALONE).call(7);
        assertThat(find.hit(1, 7)).isNull();
        assertThat(load(find, "new", 1, 7)).isEqualTo("new");
    }

    /** What it returns may be older than the clear. */
    @Test
    void putThatBeganBeforeAClear_isNotBelieved() throws Exception {
        WovenWrite put = theirs.write(STRING, keys(2, Kind.DYNAMIC), Corridor.put("products"));
        Object begun = put.begin(1, 7);
        mine.write(Corridor.clear("products")).call(0);
        put.after("old", null, begun, 1, 7);
        assertThat(load(find, "new", 1, 7)).isEqualTo("new");
    }

    @Test
    void tagThatCannotBeTold_dropsEverything() throws Exception {
        load(find, "old", 1, 7);
        dropping(mine, SELLER_ALONE).call(new Object());
        assertThat(find.hit(1, 7)).isNull();
        assertThat(load(findThere, "new", 1, 7)).isEqualTo("new");
        assertThat(mine.lines).singleElement().asString().contains("no text of its own");
    }

    @Test
    void tagOfALoadThatCannotBeTold_keepsNothing() throws Exception {
        WovenRead odd = mine.read(
                new MethodSpec(
                        "Shop.find",
                        1,
                        result(STRING),
                        new Read(
                                "products",
                                keys(1, Kind.DYNAMIC),
                                CacheOverrides.NONE,
                                null,
                                null,
                                null,
                                null,
                                List.of(SELLER_ALONE)),
                        List.of()),
                APPLICATION);
        assertThat(odd.call(() -> "value", List.of(1))).isEqualTo("value");
        assertThat(odd.hit(List.of(1))).isNull();
        assertThat(l2.entries()).isEmpty();
    }

    @Test
    void valuesInTags_areWhatTheyMean() {
        TagRecipe recipe = TagRecipe.of(List.of(SELLER_ALONE));
        long seven = Tags.id("seller-7");
        for (Object value : new Object[] {7, 7L, (short) 7, (byte) 7, '7', "7", java.math.BigInteger.valueOf(7)}) {
            assertThat(recipe.of(new Object[] {value}).contains(seven)).isTrue();
        }
        assertThat(recipe.of(new Object[] {Kind.DYNAMIC}).contains(Tags.id("seller-DYNAMIC")))
                .isTrue();
        assertThat(recipe.of(new Object[] {null}).contains(Tags.id("seller-null")))
                .isTrue();
    }

    @Test
    void valuesInTags_mayBePartsOfParameters() {
        TagRecipe recipe = TagRecipe.of(List.of(new TagPattern(
                List.of(new TagPiece.Value(0, "seller.id"), new TagPiece.Literal("/"), new TagPiece.Value(1, "")))));
        record Seller(long id) {}
        record Order(Seller seller) {}
        assertThat(recipe.of(new Object[] {new Order(new Seller(7)), "eu"}).contains(Tags.id("7/eu")))
                .isTrue();
    }

    @Test
    void tagsWithoutValues_areMadeOnce() {
        TagRecipe recipe = TagRecipe.of(List.of(CATALOG));
        assertThat(recipe.of(new Object[0])).isSameAs(recipe.of(new Object[] {1}));
    }
}
