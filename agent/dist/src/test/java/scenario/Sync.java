package scenario;

import dev.tiercel.Synchrony;
import java.util.concurrent.locks.LockSupport;

/** For programs whose L1 is looked into: it begins empty when they begin to hear what others drop. */
final class Sync {
    private static final long PAUSE_NANOS = 1_000_000;

    private Sync() {}

    static String await() {
        while (!Synchrony.now().orElseThrow().inSync()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return "in sync";
    }
}
