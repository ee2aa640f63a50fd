package dev.tiercel.sample.resilience;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A figure and what it should be.
 *
 * @param name what it is
 * @param value a share from 0 to 1, or seconds, as the target has it; null where nothing is known yet
 * @param target such as "&gt; 99 %"
 * @param met whether the value is so; null where there is none
 */
@Serdeable
record Kpi(
        String name,
        @Nullable Double value,
        String target,
        @Nullable Boolean met) {

    static Kpi above(String name, @Nullable Double value, int percent) {
        return new Kpi(name, value, "> " + percent + " %", value == null ? null : value > percent / 100.0);
    }

    static Kpi below(String name, @Nullable Double value, int percent) {
        return new Kpi(name, value, "< " + percent + " %", value == null ? null : value < percent / 100.0);
    }

    static Kpi within(String name, @Nullable Double millis, int seconds) {
        var value = millis == null ? null : millis / 1e3;
        return new Kpi(name, value, "< " + seconds + " s", value == null ? null : value < seconds);
    }
}
