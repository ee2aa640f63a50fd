package dev.tiercel.l2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.Tags;
import dev.tiercel.log.EventLog;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SwitchedL2Test {
    private final ScriptedStore store = new ScriptedStore();
    private final GuardedL2 one =
            GuardedL2.start(store, ScriptedStore.times(Duration.ofMillis(250)), "tiercel:", EventLog.to(line -> {}));
    private final SwitchedL2 l2 = new SwitchedL2(new NoL2());

    @Test
    void calls_goToTheTierInForce() {
        assertThat(l2.isUsable()).isFalse();
        assertThat(l2.use(one)).isInstanceOf(NoL2.class);
        store.returned();
        assertThat(l2.isUsable()).isTrue();
        assertThat(l2.use(new NoL2())).isSameAs(one);
        assertThat(l2.isUsable()).isFalse();
        one.close();
    }

    @Test
    void epochs_areThoseOfTheTierInForce_whoeverHasAskedForThemBefore() {
        CacheEpochs epochs = l2.epochs("tiercel:products:~epochs");
        assertThat(epochs.now(Tags.NONE).await().isKnown()).isFalse();
        L2 unused = l2.use(one);
        store.returned();
        assertThat(epochs.now(Tags.NONE).await().isKnown()).isTrue();
        one.close();
    }
}
