package dev.tiercel.weaving;

import dev.tiercel.config.CacheConfig;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Why a method is or is not cached, in words for a user. */
final class Explanation {
    private final Report report;
    private final TiercelConfig config;
    private final MethodRows methods;
    private final Stream<Class<?>> loaded;
    private final List<Map<String, String>> rows = new ArrayList<>();

    /** @param loaded every class of the process, asked only where nothing is known of the method */
    Explanation(Report report, TiercelConfig config, MethodRows methods, Stream<Class<?>> loaded) {
        this.report = report;
        this.config = config;
        this.methods = methods;
        this.loaded = loaded;
    }

    /** @param wanted {@code find}, {@code Products.find} or {@code shop.Products.find}; types in parentheses are not looked at */
    List<Map<String, String>> of(String wanted) {
        int parenthesis = wanted.indexOf('(');
        String name = parenthesis < 0 ? wanted : wanted.substring(0, parenthesis);
        report.woven()
                .forEach((className, woven) -> woven.forEach((id, method) -> {
                    String full = className + "." + id.substring(0, id.indexOf('('));
                    // By the class that runs, or by the interface that the user wrote.
                    if (isMeant(name, full)
                            || isMeant(name, method.spec().name())
                            || isMeant(method.spec().name(), name)) {
                        explain(className, id, method);
                    }
                }));
        report.leftAlone().forEach((left, reason) -> {
            if (isMeant(name, left) || isMeant(classOf(name), left)) {
                add(left, "left alone", reason);
            }
        });
        if (rows.isEmpty()) {
            unknown(name);
        }
        return rows;
    }

    private static String classOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** A nested class may be written with a dot, too. */
    private static boolean isMeant(String name, String full) {
        String dotted = full.replace('$', '.');
        String said = name.replace('$', '.');
        return dotted.equals(said) || dotted.endsWith("." + said);
    }

    private void explain(String className, String id, Linkable method) {
        MethodSpec spec = method.spec();
        String subject = className + "." + MethodRows.signature(id);
        Read read = spec.read();
        if (read != null) {
            explainRead(subject, id, spec, read);
        }
        for (Write write : spec.writes()) {
            add(subject, "changes", described(write, id));
        }
        if (method.byReceiver()) {
            add(subject, "inherited", "what is done depends on the class of the object, as rules say it of subclasses");
        }
    }

    private void explainRead(String subject, String id, MethodSpec spec, Read read) {
        if (methods.isOn(spec, read)) {
            add(subject, "cached", "in the cache " + read.cache());
        } else {
            add(subject, "off", offBecause(spec, read));
        }
        CacheConfig behaviour = methods.behaviour(read.cache(), read.said());
        add(subject, "key", MethodRows.key(read.key(), id));
        add(subject, "ttl", read.ttl() == null ? MethodRows.ttl(behaviour) : "the value says it");
        add(
                subject,
                "values",
                MethodRows.isShared(spec, behaviour)
                        ? "shared: they cannot be changed, or are said to be shared"
                        : "copied: each caller gets its own");
        if (read.condition() != null) {
            add(subject, "condition", "asked at each call");
        }
        if (!read.tags().isEmpty()) {
            add(subject, "tags", read.tags().size() + " for each entry");
        }
    }

    private String offBecause(MethodSpec spec, Read read) {
        if (!config.enabled()) {
            return "enabled is false";
        }
        return config.isBypassed(spec.name())
                ? "the setting bypass names " + spec.name()
                : "caches." + read.cache() + ".enabled is false";
    }

    private static String described(Write write, String id) {
        String what;
        if (write instanceof Write.Put put) {
            what = "replaces the entry of the key (" + MethodRows.key(put.key(), id) + ")";
        } else if (write instanceof Write.Drop drop) {
            what = "drops the entry of the key (" + MethodRows.key(drop.key(), id) + ")";
        } else {
            what = write instanceof Write.DropTags ? "drops the entries of tags" : "drops every entry";
        }
        String when = MethodRows.when(write);
        return what + " of the cache " + write.cache() + (when == null ? "" : ", " + when);
    }

    private void unknown(String name) {
        String className = classOf(name);
        List<String> found = loaded.filter(type -> isMeant(className, type.getName()))
                .map(Class::getName)
                .distinct()
                .limit(10)
                .toList();
        if (found.isEmpty()) {
            add(
                    name,
                    "unknown",
                    "no class of that name is loaded yet, and no method of that name was woven: give"
                            + " Class.method, or call it once");
        }
        for (String each : found) {
            boolean foreign = Library.isForeign(each.replace('.', '/'));
            add(
                    name,
                    "not woven",
                    each
                            + (foreign
                                    ? " is of a library that is passed over; a rule that names it exactly has it looked at"
                                    : " has no such method with an annotation that counts, and no rule names it: the annotation has"
                                            + " to be on the method itself or on an abstract declaration of it; annotations of"
                                            + " other libraries count where the setting annotations says so"));
        }
    }

    private void add(String method, String aspect, String text) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("method", method);
        row.put("aspect", aspect);
        row.put("text", text);
        rows.add(row);
    }
}
