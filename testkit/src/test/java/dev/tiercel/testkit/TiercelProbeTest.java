package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.CacheTrace;
import dev.tiercel.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TiercelProbeTest {

    @Nested
    class WithoutAgent {
        @Test
        void isSaidInOneLine() {
            TiercelProbe.Result<String> result = TiercelProbe.call(() -> "value");
            assertThat(TiercelProbe.agentIsAttached()).isFalse();
            assertThat(result.outcome()).isEmpty();
            assertThatThrownBy(result::isL1Hit)
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("no agent is attached, so nothing is cached: start the JVM of the tests with"
                            + " -javaagent:tiercel-agent.jar (Surefire: argLine; Gradle: jvmArgs)");
            assertThatThrownBy(result::loaderDidNotRun).hasMessageContaining("no agent is attached");
        }

        @Test
        void valuesAndExceptionsPass() {
            TiercelProbe.call(() -> "value").hasValue("value");
            assertThat(TiercelProbe.<Object>call(() -> null).value()).isNull();
            assertThatThrownBy(() -> TiercelProbe.call(() -> "a").hasValue("b"))
                    .hasMessageContaining("[b], but it was [a]");
            TiercelProbe.Result<Object> failed = TiercelProbe.call(() -> {
                throw new IOException("broken");
            });
            failed.threw(IOException.class);
            assertThatThrownBy(failed::value).hasMessageContaining("broken").hasCauseInstanceOf(IOException.class);
            assertThatThrownBy(() -> failed.threw(IllegalStateException.class)).hasMessageContaining("it was java.io");
            assertThatThrownBy(() -> TiercelProbe.call(() -> "a").threw(IOException.class))
                    .hasMessageContaining("nothing was thrown");
        }
    }

    @Nested
    class Assertions {
        @Test
        void theFarthestTierCounts() {
            assertThat(result(Outcome.L1, Outcome.LOADER, Outcome.L2).outcome()).contains(Outcome.LOADER);
            result(Outcome.L1).isL1Hit().loaderDidNotRun();
            result(Outcome.L1, Outcome.L2).isL2Hit();
            result(Outcome.L2, Outcome.STALE).isStale();
            result(Outcome.LOADER).isLoaded().loaderRanOnce();
            result(Outcome.LOADER, Outcome.LOADER).loaderRan(2);
        }

        @Test
        void messagesSayWhatHappenedInstead() {
            assertThatThrownBy(() -> result(Outcome.LOADER).isL2Hit())
                    .hasMessageContaining("expected L2, but it was LOADER (Shop.find, cache products0, 7 ms)")
                    .hasMessageContaining("is Redis connected");
            assertThatThrownBy(() -> result(Outcome.L1).isLoaded()).hasMessageContaining("cached already");
            assertThatThrownBy(() -> result(Outcome.L2).isL1Hit()).hasMessageContaining("equal key");
            assertThatThrownBy(() -> result(Outcome.L2).isStale()).hasMessageContaining("expected STALE");
            assertThatThrownBy(() -> result(Outcome.LOADER, Outcome.LOADER).loaderRanOnce())
                    .hasMessageContaining("expected 1 run(s) of the loader, but there were 2");
            assertThatThrownBy(() -> result().isL1Hit()).hasMessageContaining("annotated with @Cached");
        }

        @Test
        void oneCacheCanBeLookedAtAlone() {
            result(Outcome.LOADER, Outcome.L1).ofCache("products1").isL1Hit();
        }

        private static TiercelProbe.Result<String> result(Outcome... outcomes) {
            List<CacheTrace.Call> calls = new ArrayList<>();
            for (Outcome outcome : outcomes) {
                calls.add(new CacheTrace.Call("products" + calls.size(), "Shop.find", outcome, Duration.ofMillis(7)));
            }
            return new TiercelProbe.Result<>("value", null, calls, true);
        }
    }
}
