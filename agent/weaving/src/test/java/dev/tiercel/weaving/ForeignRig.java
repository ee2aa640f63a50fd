package dev.tiercel.weaving;

import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.weaving.Weaver.Woven;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Weaves classes of tests as a library's annotations have it. */
final class ForeignRig {
    final List<String> lines = new ArrayList<>();
    final Honoured honoured = new Honoured();
    private final Weaver weaver;

    ForeignRig(Function<EventLog, Vocabulary> vocabulary) {
        EventLog log = EventLog.to(lines::add);
        weaver = new Weaver(List.of(new ForeignDialect(vocabulary.apply(log), honoured, log)), "", new Report(log));
    }

    /** What is woven into each method, by its name alone. */
    Map<String, MethodSpec> weave(Class<?> type) {
        Woven woven = weave(type.getName(), ClassShapeTest.Files.of(type));
        Map<String, MethodSpec> byName = new HashMap<>();
        if (woven != null) {
            woven.methods().forEach((id, method) -> byName.put(id.substring(0, id.indexOf('(')), method.spec()));
        }
        return byName;
    }

    Woven weave(String name, byte[] file) {
        return weaver.weave(ForeignRig.class.getClassLoader(), name, file);
    }

    /** The end of the one line about a method. */
    String saidOf(String method) {
        List<String> said = lines.stream()
                .filter(line -> line.contains("." + method + " is left alone: "))
                .toList();
        if (said.size() != 1) {
            throw new AssertionError(method + " in " + lines);
        }
        return said.get(0).substring(said.get(0).indexOf(" is left alone: ") + " is left alone: ".length());
    }
}
