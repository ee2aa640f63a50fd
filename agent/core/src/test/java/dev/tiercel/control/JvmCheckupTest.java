package dev.tiercel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.control.Finding.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmCheckupTest {
    private static final long GB = 1L << 30;

    @Test
    void theJvmThatItRunsIn_isNamed() {
        assertThat(JvmCheckup.run("0.1.0", 1).get(0).finding())
                .isEqualTo("Java " + System.getProperty("java.version") + ", the agent is 0.1.0");
    }

    @Test
    void whatKeepsTheCommandLineOut_isTold() {
        assertThat(JvmCheckup.ofOptions(List.of("-XX:+DisableAttachMechanism"), 17))
                .hasSize(1);
        assertThat(JvmCheckup.ofOptions(List.of("-XX:-EnableDynamicAgentLoading"), 21))
                .hasSize(1);
        assertThat(JvmCheckup.ofOptions(List.of("-Xmx1g"), 25)).isEmpty();
    }

    @Test
    void moreThanThereIs_isWarnedOf() {
        assertThat(JvmCheckup.ofMemory(GB, GB, 0)).singleElement().satisfies(each -> assertThat(each.advice())
                .contains("l1.max-bytes"));
        assertThat(JvmCheckup.ofMemory(GB, GB / 4, GB)).anySatisfy(each -> {
            assertThat(each.level()).isEqualTo(Level.WARN);
            assertThat(each.advice()).contains("MaxRAMPercentage");
        });
        assertThat(JvmCheckup.ofMemory(GB, GB / 4, 2 * GB)).singleElement().satisfies(each -> assertThat(each.level())
                .isEqualTo(Level.OK));
    }
}
