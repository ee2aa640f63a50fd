package dev.tiercel.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Equal arguments are one key and one text; arguments that differ are two of both; a key does not change with its
 * arguments. By generators of our own: jqwik's engine (1.10) asks the JUnit platform for a method that 6.1 has no more.
 */
class KeyPropertyTest {
    private static final int CALLS = 4_000;

    private final Map<Object, Object> keyByMeaning = new HashMap<>();
    private final Map<Object, Object> meaningByKey = new HashMap<>();
    private final Map<String, Object> meaningByText = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300, 4_000, 50_000})
    void argumentsOfOneMethod(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CALLS; i++) {
            Sample sample = Sample.random(random, 3);
            Sample imitation = Sample.imitationOf(sample);
            check(List.of(sample));
            check(List.of(imitation));
        }
        assertThat(meaningByKey).hasSizeGreaterThan(CALLS / 4);
        assertThat(keyByMeaning.size()).as("some meanings came twice").isLessThan(CALLS);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 70, 800})
    void severalParameters(long seed) {
        Random random = new Random(seed);
        for (int parameters = 2; parameters <= 6; parameters++) {
            keyByMeaning.clear();
            meaningByKey.clear();
            meaningByText.clear();
            for (int i = 0; i < CALLS / 4; i++) {
                check(Sample.several(random, parameters, random.nextInt(2)));
            }
        }
    }

    private void check(List<Sample> call) {
        Object meaning = new ArrayList<>(call.stream().map(Sample::meaning).toList());
        Object[] arguments = call.stream().map(Sample::argument).toArray();
        Object key = Keying.key(arguments);
        String text = KeyText.of(key);

        String what = Arrays.deepToString(arguments) + " as " + text;
        Object known = keyByMeaning.putIfAbsent(meaning, key);
        if (known != null) {
            assertThat(key).as(what).isEqualTo(known).hasSameHashCodeAs(known);
            assertThat(text).as(what).isEqualTo(KeyText.of(known));
        }
        assertThat(putOrGet(meaningByKey, key, meaning)).as(what).isEqualTo(meaning);
        assertThat(putOrGet(meaningByText, text, meaning)).as(what).isEqualTo(meaning);

        Object same = Keying.key(arguments);
        call.forEach(sample -> sample.spoil().run());
        assertThat(key).as(what).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(KeyText.of(key)).as(what).isEqualTo(text);
    }

    private static <K> Object putOrGet(Map<K, Object> map, K key, Object meaning) {
        Object known = map.putIfAbsent(key, meaning);
        return known == null ? meaning : known;
    }
}
