package dev.tiercel.weaving;

import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.weaving.Weaver.Woven;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Classes woven by our annotations, and what was said of it. */
final class Weaves {
    private final List<String> lines = new ArrayList<>();
    private final Weaver weaver = new Weaver(List.of(new OwnDialect()), "", new Report(EventLog.to(lines::add)));

    /** What is to be done about the class's methods, by their simple names. */
    Map<String, MethodSpec> specs(Class<?> type) {
        return specs(type, type.getClassLoader());
    }

    Map<String, MethodSpec> specs(Class<?> type, ClassLoader loader) {
        Map<String, MethodSpec> specs = new HashMap<>();
        Woven woven = weaver.weave(loader, type.getName(), ClassShapeTest.Files.of(type));
        if (woven != null) {
            woven.methods().forEach((id, method) -> specs.put(id.substring(0, id.indexOf('(')), method.spec()));
        }
        return specs;
    }

    List<String> lines() {
        return lines;
    }

    /** The one line that refuses the method. */
    String refusal(String method) {
        List<String> found = lines.stream()
                .filter(line -> line.contains("." + method + " is left alone: "))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(method + " is refused by " + found + " of " + lines);
        }
        return found.get(0);
    }
}
