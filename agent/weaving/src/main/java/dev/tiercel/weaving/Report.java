package dev.tiercel.weaving;

import dev.tiercel.log.EventLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has become of the application's classes and methods: which were woven, which were left alone and why, and the time
 * that it took. Bounded: an application may make classes without end. Thread-safe.
 */
final class Report {
    private static final int MOST = 10_000;

    private final EventLog log;
    private final Map<String, Map<String, Linkable>> woven = new LinkedHashMap<>();
    private final Map<String, String> leftAlone = new LinkedHashMap<>();
    private final LongAdder looked = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    Report(EventLog log) {
        this.log = log;
    }

    /**
     * A class was woven, or would be.
     *
     * @param methods by name and descriptor
     */
    synchronized void woven(String className, Map<String, Linkable> methods) {
        if (woven.size() < MOST) {
            woven.put(className, Map.copyOf(methods));
        }
    }

    /** A class or a method stays as it is, though something is said of it; told to the user. */
    void leftAlone(String name, String reason) {
        synchronized (this) {
            if (leftAlone.size() < MOST) {
                leftAlone.put(name, reason);
            }
        }
        log.warn(name + " is left alone: " + reason);
    }

    EventLog log() {
        return log;
    }

    /** A class was looked at. */
    void looked(long tookNanos) {
        looked.increment();
        nanos.add(tookNanos);
    }

    /** Begins anew: everything is going to be woven another way. */
    synchronized void forget() {
        woven.clear();
        leftAlone.clear();
    }

    /** By the class's name, then by the method's name and descriptor. */
    synchronized Map<String, Map<String, Linkable>> woven() {
        return new LinkedHashMap<>(woven);
    }

    /** Why, by the name of the class or of the method. */
    synchronized Map<String, String> leftAlone() {
        return new LinkedHashMap<>(leftAlone);
    }

    /** In one line, for the log. */
    synchronized String summary() {
        int methods = woven.values().stream().mapToInt(Map::size).sum();
        return methods + (methods == 1 ? " method of " : " methods of ") + woven.size()
                + (woven.size() == 1 ? " class woven, " : " classes woven, ") + leftAlone.size() + " left alone, in "
                + nanos.sum() / 1_000_000 + " ms";
    }

    /** For the command line. */
    synchronized List<Map<String, String>> rows() {
        List<Map<String, String>> rows = new ArrayList<>();
        add(rows, "classes looked at", looked.sum());
        add(rows, "classes woven", woven.size());
        add(rows, "methods woven", woven.values().stream().mapToInt(Map::size).sum());
        add(rows, "left alone", leftAlone.size());
        add(rows, "milliseconds in all", nanos.sum() / 1_000_000);
        return rows;
    }

    private static void add(List<Map<String, String>> rows, String what, long value) {
        rows.add(Map.of("what", what, "value", String.valueOf(value)));
    }
}
