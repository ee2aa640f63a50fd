package dev.tiercel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.key.KeyPart.Kind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    /** Every way to take up to five parts from up to six arguments and the result. */
    @Test
    void partsAreTakenFromTheirPositions() {
        Random random = new Random(99);
        for (int i = 0; i < 2_000; i++) {
            int passed = random.nextInt(7);
            Object[] arguments =
                    IntStream.range(0, passed).mapToObj(n -> "argument" + n).toArray();
            List<KeyPart> parts = new ArrayList<>();
            List<Object> expected = new ArrayList<>();
            for (int count = random.nextInt(6); count > 0; count--) {
                int position = random.nextInt(passed + 1) - 1;
                Kind kind = random.nextBoolean() ? Kind.EXACT : Kind.DYNAMIC;
                parts.add(KeyPart.of(kind, position));
                expected.add(position == KeyPart.RESULT ? "returned" : arguments[position]);
            }
            String what = parts + " of " + passed;
            Object key = Keying.key(expected.toArray());

            KeyRecipe change = KeyRecipe.ofChange(parts, passed);
            assertThat(Keying.callChange(change, passed, "returned", arguments))
                    .as(what)
                    .isEqualTo(key)
                    .hasSameHashCodeAs(key);
            if (parts.stream().noneMatch(part -> part.position() == KeyPart.RESULT)) {
                assertThat(Keying.call(KeyRecipe.of(parts, passed), arguments))
                        .as(what)
                        .isEqualTo(key)
                        .hasSameHashCodeAs(key);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void handleOfAChange_takesTheResultBehindTheArguments(int passed) {
        List<KeyPart> parts = List.of(KeyPart.of(Kind.EXACT, KeyPart.RESULT));
        MethodType type = KeyRecipe.ofChange(parts, passed).handle().type();
        assertThat(type)
                .isEqualTo(
                        passed > KeyRecipe.MAX_SPREAD
                                ? MethodType.methodType(Object.class, Object[].class, Object.class)
                                : MethodType.genericMethodType(passed + 1));
        assertThat(KeyRecipe.of(List.of(), passed).handle().type())
                .isEqualTo(
                        passed > KeyRecipe.MAX_SPREAD
                                ? MethodType.methodType(Object.class, Object[].class)
                                : MethodType.genericMethodType(passed));
    }

    @Test
    void manyPartsOfOneArgument_areReadFromIt() {
        List<KeyPart> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            parts.add(new KeyPart(Kind.DYNAMIC, 1, "x"));
            parts.add(new KeyPart(Kind.DYNAMIC, 1, "y"));
        }
        parts.add(KeyPart.of(Kind.EXACT, 0));
        KeyRecipe recipe = KeyRecipe.of(parts, 2);

        assertThat(Keying.call(recipe, "a", new Keying.Point(1, 2))).isEqualTo(Keying.key(1, 2, 1, 2, 1, 2, "a"));
        assertThat(Keying.call(KeyRecipe.of(parts.subList(0, 2), 6), 0, new Keying.Point(1, 2), 2, 3, 4, 5))
                .isEqualTo(Keying.key(1, 2));
    }

    @Test
    void partOfTheResult_isRead() {
        List<KeyPart> parts = List.of(new KeyPart(Kind.DYNAMIC, KeyPart.RESULT, "x"), KeyPart.of(Kind.NARROW, 0));
        Keying.Point returned = new Keying.Point(7, 8);

        assertThat(Keying.callChange(KeyRecipe.ofChange(parts, 1), 1, returned, 9))
                .isEqualTo(Keying.key(7, 9));
        assertThat(Keying.callChange(KeyRecipe.ofChange(parts, 5), 5, returned, 9, 0, 0, 0, 0))
                .isEqualTo(Keying.key(7, 9));
        assertThat(Keying.callChange(KeyRecipe.ofChange(parts, 1), 1, null, 9)).isEqualTo(Keying.key(null, 9));
    }

    /** A hit on one simple argument calls nothing in between: one frame more is one that may not be inlined. */
    @ParameterizedTest
    @EnumSource
    void handleOfOneStraightArgument_isTheFormItself(Kind kind) throws Exception {
        MethodHandleInfo info = MethodHandles.privateLookupIn(KeyRecipe.class, MethodHandles.lookup())
                .revealDirect(KeyRecipe.of(Keying.parts(kind, 1), 1).handle());

        assertThat(info.getDeclaringClass()).isEqualTo(KeyRecipe.class);
    }

    @Test
    void hitsKeyOfOneSimpleArgument_isMadeOfNothingNew() throws Throwable {
        MethodHandle exact = KeyRecipe.of(Keying.parts(Kind.EXACT, 1), 1).handle();
        MethodHandle dynamic = KeyRecipe.of(Keying.parts(Kind.DYNAMIC, 1), 1).handle();
        for (Object argument : List.of("anna", 7_000L, new UUID(1, 2), new Keying.Point(1, 2), Keying.Size.LARGE)) {
            assertThat((Object) exact.invokeExact(argument)).isSameAs(argument);
            assertThat((Object) dynamic.invokeExact(argument)).isSameAs(argument);
        }
        assertThat((Object) exact.invokeExact((Object) null)).isSameAs((Object) dynamic.invokeExact((Object) null));
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
        int[][] array = {{1}};
        Date date = new Date(5);
        Keying.Box box = new Keying.Box(inner, map, array);
        Object key = Keying.key(list, set, map, array, date, box);
        String text = KeyText.of(key);

        inner.add(2);
        list.add(3);
        set.clear();
        map.put(1, 3);
        array[0][0] = 2;
        date.setTime(6);

        assertThat(key)
                .isEqualTo(Keying.key(
                        List.of(List.of(1)),
                        Set.of(1),
                        Map.of(1, 2),
                        new int[][] {{1}},
                        new Date(5),
                        new Keying.Box(List.of(1), Map.of(1, 2), new int[][] {{1}})));
        assertThat(KeyText.of(key)).isEqualTo(text);
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
