package dev.tiercel.weaving;

import java.util.HashSet;
import java.util.Set;

/**
 * Whether a thread is in a method that changes data, and that was called before it was woven: nothing of what it changes
 * would be dropped. Virtual threads are not seen.
 */
final class BareChanges {
    private final Set<String> methods = new HashSet<>();

    /** @param report of what was woven */
    BareChanges(Report report) {
        report.woven()
                .forEach((className, woven) -> woven.forEach((id, method) -> {
                    if (method.spec().read() == null) {
                        methods.add(className + "." + id.substring(0, id.indexOf('(')));
                    }
                }));
    }

    /** True: none is, or only such that have begun since. */
    boolean areOver() {
        return methods.isEmpty() || Thread.getAllStackTraces().values().stream().noneMatch(this::isInOne);
    }

    private boolean isInOne(StackTraceElement[] stack) {
        for (StackTraceElement each : stack) {
            if (methods.contains(each.getClassName() + "." + each.getMethodName())) {
                return true;
            }
        }
        return false;
    }
}
