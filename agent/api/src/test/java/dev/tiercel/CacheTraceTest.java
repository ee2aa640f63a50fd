package dev.tiercel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.weaving.entry.Link;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CacheTraceTest {

    @BeforeEach
    @AfterEach
    void noAgent() {
        System.clearProperty(AgentDoor.MARKER);
        Link.rows = new Object[0][];
        Link.fails = false;
        Link.ENDED.clear();
    }

    @Nested
    class WithoutAnAgent {
        @Test
        void value_passes() {
            Object value = new Object();
            assertThat(CacheTrace.of(() -> value).value()).isSameAs(value);
            assertThat(CacheTrace.of(() -> null).value()).isNull();
        }

        @Test
        void nothing_isRecorded() {
            CacheTrace<String> trace = CacheTrace.of(() -> "value");
            assertThat(trace.calls()).isEmpty();
            assertThat(trace.outcome()).isEmpty();
            assertThat(trace.took()).isZero();
            assertThat(Link.ENDED).isEmpty();
        }

        @Test
        void exception_isTheCallersAsItWas() {
            IOException thrown = new IOException();
            assertThatThrownBy(() -> CacheTrace.of(() -> {
                        throw thrown;
                    }))
                    .isSameAs(thrown);
        }

        @Test
        void error_isTheCallersAsItWas() {
            AssertionError thrown = new AssertionError();
            assertThatThrownBy(() -> CacheTrace.of(() -> {
                        throw thrown;
                    }))
                    .isSameAs(thrown);
        }
    }

    @Nested
    class WithAnAgent {
        @BeforeEach
        void agent() {
            System.setProperty(AgentDoor.MARKER, "here");
        }

        @Test
        void calls_areTold() {
            Link.rows = new Object[][] {{"products", "Shop.find", "L1", 30L}, {"lists", "Shop.all", "L2", 50L}};
            CacheTrace<String> trace = CacheTrace.of(() -> "value");
            assertThat(trace.value()).isEqualTo("value");
            assertThat(trace.calls())
                    .containsExactly(
                            new CacheTrace.Call("products", "Shop.find", Outcome.L1, Duration.ofNanos(30)),
                            new CacheTrace.Call("lists", "Shop.all", Outcome.L2, Duration.ofNanos(50)));
            assertThat(trace.took()).isEqualTo(Duration.ofNanos(80));
        }

        @Test
        void outcome_isTheFarthestTierThatWasNeeded() {
            assertThat(outcomeOf("L1", "L1")).isEqualTo(Outcome.L1);
            assertThat(outcomeOf("L2", "L1")).isEqualTo(Outcome.L2);
            assertThat(outcomeOf("L1", "STALE", "L2")).isEqualTo(Outcome.STALE);
            assertThat(outcomeOf("LOADER", "STALE")).isEqualTo(Outcome.LOADER);
        }

        private static Outcome outcomeOf(String... outcomes) {
            Link.rows = new Object[outcomes.length][];
            for (int i = 0; i < outcomes.length; i++) {
                Link.rows[i] = new Object[] {"products", "Shop.find", outcomes[i], 1L};
            }
            return CacheTrace.of(() -> "value").outcome().orElseThrow();
        }

        @Test
        void exception_endsTheTraceAndIsTheCallers() {
            IOException thrown = new IOException();
            assertThatThrownBy(() -> CacheTrace.of(() -> {
                        throw thrown;
                    }))
                    .isSameAs(thrown);
            assertThat(Link.ENDED).containsExactly("trace");
        }

        @Test
        void calls_cannotBeChanged() {
            Link.rows = new Object[][] {{"products", "Shop.find", "L1", 30L}};
            CacheTrace<String> trace = CacheTrace.of(() -> "value");
            assertThatThrownBy(() -> trace.calls().clear()).isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void agentThatFails_looksLikeNone() {
            Link.fails = true;
            CacheTrace<String> trace = CacheTrace.of(() -> "value");
            assertThat(trace.value()).isEqualTo("value");
            assertThat(trace.calls()).isEmpty();
        }

        @Test
        void agentOfAnotherVersion_looksLikeNone() {
            Link.rows = new Object[][] {{"products", "Shop.find", "L3", 30L}};
            CacheTrace<String> trace = CacheTrace.of(() -> "value");
            assertThat(trace.value()).isEqualTo("value");
            assertThat(trace.calls()).isEmpty();
        }
    }
}
