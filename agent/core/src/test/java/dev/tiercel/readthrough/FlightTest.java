package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When there is nothing to wait for any more. */
class FlightTest {
    @Test
    void aFlightThatItsLivingThreadHasLost_isOverAfterItsTime() {
        assertThat(new Flight(Duration.ofDays(1)).isOver()).isFalse();
        assertThat(new Flight(Duration.ofNanos(-1)).isOver()).isTrue();
    }
}
