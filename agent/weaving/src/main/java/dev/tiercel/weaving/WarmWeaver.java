package dev.tiercel.weaving;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weaver, made when it is first needed: that loads some 800 classes of Byte Buddy, a quarter of a second on one
 * core. An application that has our annotations on its class path will need it, so it is made, and used once
 * ({@link SelfCheck}), beside the application's own start. Thread-safe.
 */
final class WarmWeaver {
    private final List<Dialect> dialects;
    private final String mark;
    private final Report report;
    private volatile @Nullable Weaver made;

    /** @param mark what is put behind the names of methods in constants */
    WarmWeaver(List<Dialect> dialects, String mark, Report report) {
        this.dialects = dialects;
        this.mark = mark;
        this.report = report;
    }

    /** The weaver; two threads may make one each, which is as good as one. */
    Weaver get() {
        Weaver weaver = made;
        if (weaver == null) {
            weaver = new Weaver(dialects, mark, report);
            made = weaver;
        }
        return weaver;
    }
}
