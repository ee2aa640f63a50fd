package dev.tiercel.weaving;

import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.config.EarlyLook;
import dev.tiercel.config.ForeignAnnotations;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.log.EventLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dialects are in force in a process, and in which order they are asked.
 *
 * <p>Our own annotations always are. The others are told by the configuration, which is read beside main as a rule. A
 * class that was loaded before it was read would be missed, and a change it makes with it, so where the
 * configuration speaks of other dialects it is read now, before the first class of the application.
 */
final class Dialects {
    /** The settings that have to be known so early. */
    private static final List<String> SETTINGS = List.of("annotations", "rules", "dry-run");

    private Dialects() {}

    /** The configuration, where it has to be known before the first class is loaded; null: it may be read beside main. */
    static @Nullable TiercelConfig early(ConfigSources sources) {
        return EarlyLook.mentionsAny(SETTINGS, sources)
                ? ConfigReader.read(sources).config()
                : null;
    }

    /** Those that a configuration puts in force, the strongest first. */
    static List<Dialect> of(TiercelConfig config, Receivers receivers, Honoured honoured, EventLog log) {
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
