package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.codec.ValueType;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.entry.ManualTicker;
import dev.tiercel.key.KeyPart.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadThroughTest {
    private static final Callable<Object> UNASKED = () -> {
        throw new AssertionError("the source was asked");
    };

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, ticker);
    private final WovenRead find = corridor.read("products");

    /** Another process over the same shared tier. */
    private final Corridor elsewhere = Corridor.over(l2, ticker);

    @Test
    void miss_runsTheMethodAndFillsBothTiers() throws Exception {
        String loaded = new String("anna");

        assertThat(find.call(() -> loaded, 1)).isSameAs(loaded);

        assertThat(find.hit(1)).isSameAs(loaded);
        assertThat(l2.entries()).containsOnlyKeys("app:products:1");
        assertThat(l2.entries().get("app:products:1").ttl()).isEqualTo(Corridor.TTL);
    }

    @Test
    void hit_asksNobody() throws Exception {
        find.call(() -> "anna", 1);
        int gets = l2.gets.get();

        assertThat(find.call(UNASKED, 1)).isEqualTo("anna");
        assertThat(find.hit(1)).isEqualTo("anna");
        assertThat(l2.gets).hasValue(gets);
    }

    @Test
    void otherKey_isAnotherValue() throws Exception {
        find.call(() -> "anna", 1);
        assertThat(find.hit(2)).isNull();
        assertThat(find.call(() -> "berta", 2)).isEqualTo("berta");
        assertThat(find.call(UNASKED, 1)).isEqualTo("anna");
    }

    @Test
    void entryOfAnotherProcess_isTakenFromL2AndKeptInL1() throws Exception {
        find.call(() -> "anna", 1);
        WovenRead there = elsewhere.read("products");

        assertThat(there.call(UNASKED, 1)).isEqualTo("anna");
        assertThat(there.hit(1)).isEqualTo("anna");
        assertThat(l2.fills).hasValue(1);
    }

    @Test
    void nullAndEmpty_areValuesInBothTiers() throws Exception {
        WovenRead optional = optionals(corridor);
        assertThat(find.call(() -> null, 1)).isNull();
        assertThat(optional.call(Optional::empty, 1)).isEqualTo(Optional.empty());

        assertThat(find.call(UNASKED, 1)).isNull();
        assertThat(optional.call(UNASKED, 1)).isEqualTo(Optional.empty());
        assertThat(elsewhere.read("products").call(UNASKED, 1)).isNull();
        assertThat(optionals(elsewhere).call(UNASKED, 1)).isEqualTo(Optional.empty());
    }

    private static WovenRead optionals(Corridor corridor) {
        MethodSpec.Result result =
                new MethodSpec.Result(MethodSpec.Wrapper.NONE, true, Corridor.STRING, "java.util.Optional", true);
        return corridor.read(Corridor.reading("optionals", Corridor.ONE_KEY), result, Corridor.APPLICATION);
    }

    @Test
    void exception_isTheCallersAndIsNotKept() throws Exception {
        IOException thrown = new IOException("no database");

        assertThatThrownBy(() -> find.call(
                        () -> {
                            throw thrown;
                        },
                        1))
                .isSameAs(thrown);

        assertThat(l2.entries()).isEmpty();
        assertThat(find.call(() -> "anna", 1)).isEqualTo("anna");
    }

    @Test
    void bytesThatAreNoEntry_areAMissAndAreWrittenOver() throws Exception {
        find.call(() -> "anna", 1);
        byte[] good = l2.entries().get("app:products:1").bytes();
        List<byte[]> broken = List.of(new byte[0], new byte[] {1, 2, 3}, changed(good, 0), changed(good, 5), cut(good));
        for (byte[] bytes : broken) {
            l2.plant("app:products:1", bytes);
            WovenRead there = Corridor.over(l2, ticker).read("products");

            assertThat(there.call(() -> "berta", 1)).isEqualTo("berta");
            assertThat(Corridor.over(l2, ticker).read("products").call(UNASKED, 1))
                    .isEqualTo("berta");
        }
        assertThat(corridor.lines).isEmpty();
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at]++;
        return copy;
    }

    private static byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 1);
    }

    @Test
    void unusableL2_isNotAsked() throws Exception {
        l2.usable = false;

        assertThat(find.call(() -> "anna", 1)).isEqualTo("anna");
        assertThat(find.call(UNASKED, 1)).isEqualTo("anna");

        assertThat(l2.gets).hasValue(0);
        assertThat(l2.fills).hasValue(0);
        assertThat(corridor.lines).isEmpty();
    }

    @Test
    void valueThatCannotBeBytes_isKeptInL1Only() throws Exception {
        WovenRead any = corridor.read("any", ValueType.of("java.lang.Object"));
        Object value = new Object();
        assertThat(any.call(() -> value, 1)).isSameAs(value);
        assertThat(any.call(UNASKED, 1)).isSameAs(value);
        assertThat(l2.entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void everyNumberOfKeyParameters_isServed(int count) throws Exception {
        for (Kind kind : Kind.values()) {
            WovenRead method = corridor.read(kind + "-" + count, Corridor.STRING, Corridor.keys(count, kind));
            Object[] arguments = Collections.nCopies(count, 7).toArray();
            assertThat(method.call(() -> "anna", arguments)).isEqualTo("anna");
            assertThat(method.call(UNASKED, arguments)).isEqualTo("anna");
            assertThat(method.call(() -> "null", new Object[count])).isEqualTo(count == 0 ? "anna" : "null");
        }
    }

    @Test
    void manyKeyParameters_comeAsAnArray() throws Exception {
        WovenRead method = corridor.read("many", Corridor.STRING, Corridor.keys(5, Kind.DYNAMIC));
        Object[] arguments = {1, 2, 3, 4, 5};
        assertThat(method.call(() -> "anna", arguments)).isEqualTo("anna");
        assertThat(method.call(UNASKED, 1, 2, 3, 4, 5L)).isEqualTo("anna");
        assertThat(method.hit(1, 2, 3, 4, 6)).isNull();
    }

    @Test
    void disabledCache_runsEveryCall() {
        CacheOverrides disabled = Corridor.OFF;
        Corridor off = new Corridor(Corridor.CONFIG, Map.of("products", disabled), l2, ticker);
        assertThat(off.read("products").hit(1)).isNull();
        assertThat(off.read("products").open(UNASKED, 1)).isNull();
    }

    @Test
    void callWithinItsOwnLoad_runsBareAndTheOuterOneIsKept() throws Exception {
        Object outer = find.call(() -> "outer around " + find.call(() -> "inner", 1), 1);
        assertThat(outer).isEqualTo("outer around inner");
        assertThat(find.call(UNASKED, 1)).isSameAs(outer);
    }
}
