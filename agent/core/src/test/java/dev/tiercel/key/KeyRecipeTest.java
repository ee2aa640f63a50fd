package dev.tiercel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.key.KeyPart.Kind;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRecipeTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void everyNumberOfParts_makesAKeyOfAllOfThem(int count) {
        Object[] arguments = IntStream.range(0, count).boxed().toArray();
        Object key = Keying.key(arguments);

        assertThat(Keying.key(arguments)).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(KeyText.of(key))
                .isEqualTo(
                        count == 0
                                ? "-"
                                : String.join(
                                        ",",
                                        List.of("0", "1", "2", "3", "4", "5").subList(0, count)));
        for (int i = 0; i < count; i++) {
            Object[] changed = arguments.clone();
            changed[i] = "other";
            assertThat(Keying.key(changed)).as("part %s changed", i).isNotEqualTo(key);
            assertThat(Keying.text(changed)).isNotEqualTo(KeyText.of(key));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void handle_isOfTheTypeThatCallSitesHave(int count) {
        MethodType type =
                Keying.recipe(Keying.parts(Kind.EXACT, count)).handle().type();
        assertThat(type)
                .isEqualTo(
                        count > KeyRecipe.MAX_SPREAD
                                ? MethodType.methodType(Object.class, Object[].class)
                                : MethodType.genericMethodType(count));
    }

    @Test
    void keyOfMoreParts_isNotThatOfFewer() {
        Set<Object> keys = new HashSet<>();
        for (int count = 0; count <= 6; count++) {
            keys.add(Keying.key(new Object[count]));
        }
        assertThat(keys).hasSize(7);
    }

    @ParameterizedTest
    @EnumSource
    void nullAndNumbers_areTheSameKeyWhateverTheParameterIsDeclaredAs(Kind kind) {
        for (int count = 1; count <= 6; count++) {
            Object[] nulls = new Object[count];
            assertThat(Keying.keyOf(kind, nulls)).isEqualTo(Keying.key(nulls)).hasSameHashCodeAs(Keying.key(nulls));
            Object[] numbers = Collections.nCopies(count, 7L).toArray();
            assertThat(Keying.keyOf(kind, numbers)).isEqualTo(Keying.key(numbers));
        }
    }

    @Test
    void narrowNumbers_areWidened() {
        assertThat(Keying.keyOf(Kind.NARROW, 7)).isEqualTo(Keying.keyOf(Kind.EXACT, 7L));
        assertThat(Keying.keyOf(Kind.NARROW, (byte) 7, (short) 8)).isEqualTo(Keying.keyOf(Kind.EXACT, 7L, 8L));
    }

    @Test
    void exactParameter_isItsOwnKey() {
        UUID id = new UUID(1, 2);
        assertThat(Keying.keyOf(Kind.EXACT, id)).isSameAs(id);
    }

    @Test
    void onlyHandlesThatCannotThrow_areCalledSafe() {
        assertThat(Keying.recipe(List.of()).isSafe()).isTrue();
        assertThat(Keying.recipe(Keying.parts(Kind.EXACT, 1)).isSafe()).isTrue();
        assertThat(Keying.recipe(Keying.parts(Kind.DYNAMIC, 1)).isSafe()).isFalse();
        assertThat(Keying.recipe(List.of(new KeyPart(Kind.EXACT, 0, "id"))).isSafe())
                .isFalse();
        // Several parts are hashed at once, and hashCode may be the application's.
        assertThat(Keying.recipe(Keying.parts(Kind.EXACT, 2)).isSafe()).isFalse();
    }

    @Test
    void changingACollectionLater_doesNotChangeTheKey() {
        List<Object> inner = new ArrayList<>(List.of(1));
        List<Object> list = new ArrayList<>(List.of(inner));
        Set<Object> set = new HashSet<>(Set.of(1));
        Map<Object, Object> map = new HashMap<>(Map.of(1, 2));
        Object key = Keying.key(list, set, map);
        String text = KeyText.of(key);

        inner.add(2);
        list.add(3);
        set.clear();
        map.put(1, 3);

        assertThat(key).isEqualTo(Keying.key(List.of(List.of(1)), Set.of(1), Map.of(1, 2)));
        assertThat(KeyText.of(key)).isEqualTo(text).isEqualTo("[[1]],{1},map{1=2}");
    }

    @Test
    void whatTheApplicationThrows_isThrown() {
        record Broken(int id) {
            @Override
            public int hashCode() {
                throw new IllegalStateException("broken");
            }
        }
        assertThatThrownBy(() -> Keying.key(new Broken(1), 2)).hasMessage("broken");
    }
}
