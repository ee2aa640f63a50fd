package dev.tiercel.weaving;

import dev.tiercel.config.CacheOverrides;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.config.ValuesMode;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the user of each woven class, in one line, which methods are in which caches, and how their values are handed
 * out: {@code ProductRepository: findById (products, shared), update (changes products)}. The configuration has its say
 * in that, so what was woven before it was read is told when it has been. Thread-safe.
 */
final class Announcer {
    /** So many lines are remembered, to be written once each: a proxy is woven for every object of some frameworks. */
    private static final int MAX_LINES = 1_000;

    private final EventLog log;
    private final Set<String> told = new HashSet<>();
    private List<Collection<Linkable>> waiting = new ArrayList<>();
    private @Nullable TiercelConfig config;
    private boolean quiet;

    Announcer(EventLog log) {
        this.log = log;
    }

    /** A class was woven, with these methods. */
    synchronized void woven(Collection<Linkable> methods) {
        if (methods.isEmpty()) {
            return; // A framework's class, of which nothing is cached.
        }
        if (config != null) {
            tell(methods, config);
        } else if (!quiet && waiting.size() < MAX_LINES) {
            waiting.add(List.copyOf(methods));
        }
    }

    /** From now on the configuration is known; null: nothing is cached, and nothing is told. */
    synchronized void configured(@Nullable TiercelConfig known) {
        config = known;
        quiet = known == null;
        List<Collection<Linkable>> before = waiting;
        waiting = List.of();
        if (known != null) {
            before.forEach(methods -> tell(methods, known));
        }
    }

    private void tell(Collection<Linkable> methods, TiercelConfig known) {
        Map<String, List<String>> byClass = new LinkedHashMap<>();
        for (Linkable method : methods) {
            if (method.isSilent()) {
                continue;
            }
            String name = method.spec().name();
            int dot = name.lastIndexOf('.');
            byClass.computeIfAbsent(name.substring(0, dot), any -> new ArrayList<>())
                    .add(name.substring(dot + 1) + " (" + said(method.spec(), known) + ")");
        }
        String line = byClass.entrySet().stream()
                .map(each -> each.getKey() + ": " + String.join(", ", each.getValue()))
                .collect(Collectors.joining("; "));
        if (!line.isEmpty() && told.size() < MAX_LINES && told.add(line)) {
            log.info(line);
        }
    }

    private static String said(MethodSpec spec, TiercelConfig known) {
        Read read = spec.read();
        if (read != null) {
            CacheOverrides configured = known.overridesOf(read.cache());
            String each = read.each() == null ? "" : ", each";
            return read.cache()
                    + each
                    + (configured.isOn() ? ", " + handedOut(spec, configured.over(read.said()), known) : ", off");
        }
        return "changes " + spec.writes().stream().map(Write::cache).distinct().collect(Collectors.joining(", "));
    }

    private static String handedOut(MethodSpec spec, CacheOverrides said, TiercelConfig known) {
        ValuesMode mode = said.over(known.defaults()).values();
        boolean shared = mode == ValuesMode.REFERENCE
                || (mode == ValuesMode.AUTO && spec.result().shareable());
        return shared ? "shared" : "copied";
    }
}
