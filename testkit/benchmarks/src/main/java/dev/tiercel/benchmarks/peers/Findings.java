package dev.tiercel.benchmarks.peers;

import java.util.EnumMap;
import java.util.Map;

/** The numbers of one run on one Java, by contender and measure. Not thread-safe. */
final class Findings {
    private final String java;
    private final Map<Contender, Map<Measure, Double>> numbers = new EnumMap<>(Contender.class);

    /** @param java its version */
    Findings(String java) {
        this.java = java;
    }

    String java() {
        return java;
    }

    void put(Contender contender, Measure measure, double number) {
        numbers.computeIfAbsent(contender, any -> new EnumMap<>(Measure.class)).put(measure, number);
    }

    /** Of several rounds the one that the machine disturbed least. */
    void putLeast(Contender contender, Measure measure, double number) {
        put(contender, measure, has(contender, measure) ? Math.min(number, get(contender, measure)) : number);
    }

    void putMost(Contender contender, Measure measure, double number) {
        put(contender, measure, has(contender, measure) ? Math.max(number, get(contender, measure)) : number);
    }

    boolean has(Contender contender, Measure measure) {
        return numbers.getOrDefault(contender, Map.of()).containsKey(measure);
    }

    double get(Contender contender, Measure measure) {
        return numbers.getOrDefault(contender, Map.of()).getOrDefault(measure, Double.NaN);
    }

    /** As a multiple of what is written by hand. */
    double ratio(Contender contender, Measure measure) {
        return get(contender, measure) / get(Contender.BY_HAND, measure);
    }
}
