package dev.tiercel.weaving;

import dev.tiercel.boot.Engine;
import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigResult;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.config.Setting;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.log.EventLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts another configuration in force while the application runs: all of it or nothing. Methods are linked anew, each in one
 * step, and at no time is one bare that changes data. For one thread at a time.
 */
final class Reload {
    private static final String NONE = "none";

    private final Engine engine;
    private final Weavings weavings;
    private final Transformer transformer;
    private final Linker linker;
    private final LoadedClasses loaded;
    private final LoadedWeaving loadedWeaving;
    private final Announcer announcer;
    private final EventLog log;

    Reload(
            Engine engine,
            Weavings weavings,
            Transformer transformer,
            Linker linker,
            LoadedClasses loaded,
            Announcer announcer,
            EventLog log) {
        this.engine = engine;
        this.weavings = weavings;
        this.transformer = transformer;
        this.linker = linker;
        this.loaded = loaded;
        this.loadedWeaving = new LoadedWeaving(loaded, log);
        this.announcer = announcer;
        this.log = log;
    }

    /**
     * What has changed, as the command line shows it.
     *
     * @throws IllegalArgumentException the configuration is wrong; nothing has changed
     */
    List<Map<String, String>> to(ConfigSources sources) {
        ConfigResult read = ConfigReader.read(sources);
        read.errorLine().ifPresent(error -> {
            throw new IllegalArgumentException(error);
        });
        read.warnings().forEach(log::warn);
        List<Map<String, String>> changes = changes(engine.settings(), read.settings());
        engine.reload(sources, read);
        announcer.configured(read.config());
        if (!weavings.areAsBefore(read.config())) {
            weaveBy(read.config());
        }
        linker.renew();
        engine.settled();
        log.info("Reloaded: " + line(changes));
        return changes;
    }

    private void weaveBy(TiercelConfig config) {
        Weaving before = transformer.weaving();
        transformer.weaveBy(weavings.by(config));
        loadedWeaving.weave(
                before.receivers(),
                transformer.weaving().receivers(),
                type -> transformer.hasWoven(type) || transformer.mayWeave(type),
                "could not be woven anew");
        int unused = loaded.transform(transformer::mayFollow, "could not be woven");
        before.receivers().forgetAll();
    }

    private static List<Map<String, String>> changes(List<Setting> before, List<Setting> after) {
        Map<String, String> old = texts(before);
        Map<String, String> now = texts(after);
        Map<String, String> all = new LinkedHashMap<>(old);
        all.putAll(now);
        List<Map<String, String>> changes = new ArrayList<>();
        for (String key : all.keySet()) {
            String was = old.getOrDefault(key, NONE);
            String is = now.getOrDefault(key, NONE);
            if (!was.equals(is)) {
                boolean later = TiercelConfig.needsRestart(key) || (key.equals("redis.enabled") && is.equals("true"));
                changes.add(Map.of("key", key, "before", was, "after", is, "effect", later ? "restart" : "now"));
            }
        }
        return changes;
    }

    private static Map<String, String> texts(List<Setting> settings) {
        Map<String, String> texts = new LinkedHashMap<>();
        settings.forEach(setting -> texts.merge(setting.key(), setting.value(), (first, more) -> first + "; " + more));
        return texts;
    }

    private static String line(List<Map<String, String>> changes) {
        return changes.isEmpty()
                ? "nothing has changed"
                : changes.stream()
                        .map(each -> each.get("key") + " is " + each.get("after") + " (was " + each.get("before") + ")"
                                + ("restart".equals(each.get("effect")) ? " from the next start on" : ""))
                        .collect(Collectors.joining(", "));
    }
}
