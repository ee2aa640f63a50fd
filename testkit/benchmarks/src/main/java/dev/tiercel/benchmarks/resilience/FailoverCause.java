package dev.tiercel.benchmarks.resilience;

import dev.tiercel.testkit.RedisServer;
import java.util.function.Consumer;

/**
 * Why another server becomes the master.
 *
 * @param strike what makes it so
 * @param undo what ends it
 * @param tell says to those who look on what the undoing means
 * @param staysUp whether the old master answers all the time
 */
record FailoverCause(Trial.Step strike, Trial.Step undo, Consumer<Succession> tell, boolean staysUp) {

    static FailoverCause killed(RedisServer master) {
        return new FailoverCause(master::kill, master::restart, Succession::oldIsNew, false);
    }

    static FailoverCause hung(RedisServer master) {
        return new FailoverCause(master::hang, master::resume, Succession::oldIsBack, false);
    }

    static FailoverCause planned(Trial.Step failover) {
        return new FailoverCause(failover, () -> {}, succession -> {}, true);
    }
}
