package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A hit in L1 costs the garbage collector nothing. */
class AllocationIT {
    /** What the JDK itself makes of a long that is passed as an object: header and value, with room for no cache. */
    private static final int BOXED_LONG_BYTES = 24;

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void aHitAllocatesNothing_butAtMostTheBoxOfAPrimitiveKey(Jdk jdk) {
        Ended ended =
                ForkedJvm.of(jdk, "scenario.Allocation").withoutRedis().run().well();

        assertThat(thousandths(ended, "reference")).as(ended::toString).isLessThan(500);
        assertThat(thousandths(ended, "long")).as(ended::toString).isLessThanOrEqualTo(BOXED_LONG_BYTES * 1_000 + 500);
        ended.assertThatErr().isEmpty();
    }

    private static int thousandths(Ended ended, String name) {
        return Integer.parseInt(ended.said(name).get(0));
    }
}
