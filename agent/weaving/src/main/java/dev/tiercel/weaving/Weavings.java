package dev.tiercel.weaving;

import dev.tiercel.config.TiercelConfig;
import dev.tiercel.log.EventLog;
import java.lang.instrument.Instrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes what weaves as a configuration says, one generation after the other. For one thread at a time. */
final class Weavings {
    private final Instrumentation instrumentation;
    private final Announcer announcer;
    private final Honoured honoured;
    private final Report report;
    private final EventLog log;
    private @Nullable TiercelConfig last;
    private int next;
    private boolean foreign;

    Weavings(Instrumentation instrumentation, Announcer announcer, Honoured honoured, Report report, EventLog log) {
        this.instrumentation = instrumentation;
        this.announcer = announcer;
        this.honoured = honoured;
        this.report = report;
        this.log = log;
    }

    /** The next generation. */
    Weaving by(TiercelConfig config) {
        last = config;
        honoured.forget();
        report.forget();
        Receivers receivers = new Receivers(instrumentation, announcer, log);
        List<Dialect> dialects = Dialects.of(config, receivers, honoured, log);
        foreign = dialects.size() > 1;
        return Weaving.of(next++, dialects, receivers, report);
    }

    /** True where the configuration says of methods what the last one said. */
    boolean areAsBefore(TiercelConfig config) {
        return last != null
                && (last.enabled()
                        || !config.enabled()) // What was woven stays so: changes have to reach other instances.
                && last.rules().equals(config.rules())
                && last.annotations().equals(config.annotations());
    }

    /** True: the application is woven though it may not have our annotations. */
    boolean speakForeign() {
        return foreign;
    }
}
