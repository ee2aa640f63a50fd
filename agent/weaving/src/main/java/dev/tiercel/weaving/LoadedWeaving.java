package dev.tiercel.weaving;

import dev.tiercel.log.EventLog;
import java.util.function.Predicate;

/**
 * Weaves the application's classes that are loaded already. Those with bodies that others inherit come last: what is to be
 * done in a body is known once all classes that inherit it were looked at, and a class cannot be shown to us while another
 * one of its batch is.
 */
final class LoadedWeaving {
    private final LoadedClasses loaded;
    private final EventLog log;

    LoadedWeaving(LoadedClasses loaded, EventLog log) {
        this.loaded = loaded;
        this.log = log;
    }

    /**
     * @param before what was said of inherited bodies until now
     * @param now what is found out about them
     * @param consequence what a class that cannot be woven keeps, for the log
     */
    void weave(Receivers before, Receivers now, Predicate<Class<?>> wanted, String consequence) {
        now.gather(() -> {
            int unused = loaded.transform(type -> wanted.test(type) && !before.isHome(type), consequence);
            int unusedToo = loaded.transform(type -> wanted.test(type) && before.isHome(type), consequence);
            weaveHomes(now, consequence);
        });
    }

    /** More than once where one that has a body for others inherits some itself. */
    private void weaveHomes(Receivers now, String consequence) {
        int left = Integer.MAX_VALUE;
        int pending = loaded.transform(now::isPending, consequence);
        while (pending > 0 && pending < left) {
            left = pending;
            pending = loaded.transform(now::isPending, consequence);
        }
        if (pending > 0) {
            log.warn(pending + (pending == 1 ? " class" : " classes")
                    + " could not be woven for the classes that inherit"
                    + " their methods; rules for those are without effect");
        }
    }
}
