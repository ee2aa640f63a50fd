package dev.tiercel.weaving;

import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.config.EarlyLook;
import dev.tiercel.config.ForeignAnnotations;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.log.EventLog;
import java.util.ArrayList;
import java.util.List;

/**
 * Which dialects are in force in a process, and in which order they are asked.
 *
 * <p>Our own annotations always are. The others are told by the configuration, which is read beside main as a rule. A
 * class that was loaded before it was read would be missed, and a change it makes with it, so where the
 * configuration speaks of other dialects it is read now, before the first class of the application.
 */
final class Dialects {
    /** The settings that put a dialect in force. */
    private static final List<String> SETTINGS = List.of("annotations", "rules");

    private Dialects() {}

    /** The strongest first. */
    static List<Dialect> inForce(ConfigSources sources, Receivers receivers, Honoured honoured, EventLog log) {
        return EarlyLook.mentionsAny(SETTINGS, sources)
                ? of(ConfigReader.read(sources).config(), receivers, honoured, log)
                : List.of(new OwnDialect());
    }

    private static List<Dialect> of(TiercelConfig config, Receivers receivers, Honoured honoured, EventLog log) {
        List<Dialect> dialects = new ArrayList<>();
        if (config.enabled()) {
            // The configuration's word is the strongest; other libraries' annotations come last.
            if (!config.rules().isEmpty()) {
                dialects.add(new RulesDialect(config.rules(), receivers, log));
            }
            dialects.add(new OwnDialect());
            for (ForeignAnnotations each : ForeignAnnotations.values()) {
                if (config.annotations().contains(each)) {
                    dialects.add(new ForeignDialect(vocabulary(each, log), honoured, log));
                }
            }
        }
        return List.copyOf(dialects);
    }

    private static Vocabulary vocabulary(ForeignAnnotations whose, EventLog log) {
        return switch (whose) {
            case JSR107 -> new Jsr107Vocabulary(log);
            case SPRING -> new SpringVocabulary();
            case MICRONAUT -> new MicronautVocabulary();
        };
    }
}
