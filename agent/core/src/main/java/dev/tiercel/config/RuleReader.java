package dev.tiercel.config;

import dev.tiercel.config.Rule.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads the rules of a file. Unlike a setting, an unknown key is an error here: without it the rule could speak of more
 * methods than its author wants.
 */
final class RuleReader {
    /** The one name under which rules stand. */
    static final String RULES = "rules";

    private static final int MAX_RULES = 500;

    private final String place;
    private final Problems problems;

    RuleReader(String place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    /** True for {@code rules} and whatever looks like a part of it. */
    static boolean isRules(String fullName) {
        return fullName.equals(RULES) || fullName.startsWith(RULES + ".") || fullName.startsWith(RULES + "[");
    }

    /** What is told of rules that come from elsewhere than a file. */
    static String misplaced(String fullName, String origin) {
        return Shown.oneLine(fullName) + ": rules can be given in the file only (" + origin
                + "), ignored; name the file by tiercel.config";
    }

    /** A rule as one of the settings in force. */
    static Setting shown(Rule rule) {
        String caches = rule.caches().isEmpty() ? "" : " " + String.join(", ", rule.caches());
        String text = rule.target() + " -> " + RuleKeys.ACTION.kind().show(rule.action()) + caches;
        return new Setting(RULES, Shown.oneLine(text), rule.place());
    }

    /** Reads what stands behind the name {@code rules}. */
    void read(Node node, Gathering gathering) {
        String at = place + YamlSource.line(node.getStartMark());
        if (node instanceof SequenceNode list) {
            gathering.offerRules(rules(list), at);
        } else if (!YamlSource.isNull(node)) {
            problems.error("rules: is no list (" + at + "); write each rule as a block that begins with - class:");
        }
    }

    private List<Rule> rules(SequenceNode list) {
        List<Rule> rules = new ArrayList<>();
        for (Node node : list.getValue()) {
            String at = place + YamlSource.line(node.getStartMark());
            if (rules.size() == MAX_RULES) {
                problems.error("rules: more than " + MAX_RULES + " (" + at + "); use patterns");
                break;
            }
            if (node instanceof MappingNode mapping) {
                Rule rule = rule(mapping);
                if (rule != null) {
                    rules.add(rule);
                }
            } else {
                problems.error("rules: has an entry that is no rule (" + at + "); a rule is a block that begins with"
                        + " - class: and has method: below it");
            }
        }
        return rules;
    }

    private @Nullable Rule rule(MappingNode node) {
        RuleValues values = new RuleValues(place, problems, node);
        Action action = values.one(RuleKeys.ACTION, Action.CACHED);
        Rule.Target target = target(values, node);
        List<String> caches = values.several(RuleKeys.CACHE);
        Rule rule = new Rule(
                place + YamlSource.line(node.getStartMark()),
                target,
                action,
                caches,
                values.several(RuleKeys.KEY),
                values.one(RuleKeys.ALL, false),
                values.ofCache().overrides(),
                values.one(RuleKeys.CONDITION_KEY, ""),
                values.one(RuleKeys.UNLESS, ""),
                values.one(RuleKeys.TTL_FROM, ""),
                values.one(RuleKeys.TTL_FUNCTION, ""),
                elementKey(values));
        if (!values.isBad()) {
            check(rule, values, node);
        }
        return values.isBad() ? null : rule;
    }

    private Rule.Target target(RuleValues values, MappingNode node) {
        List<String> supertypes = new ArrayList<>();
        for (Key<String> key : List.of(RuleKeys.SUBCLASSES_OF, RuleKeys.IMPLEMENTATIONS_OF)) {
            String supertype = values.one(key);
            if (supertype != null) {
                supertypes.add(supertype);
            }
        }
        List<NamePattern> methods = values.several(RuleKeys.METHOD);
        boolean typed = values.has(RuleKeys.CLASS)
                || values.has(RuleKeys.SUBCLASSES_OF)
                || values.has(RuleKeys.IMPLEMENTATIONS_OF);
        if (!typed) {
            values.refuse(
                    RuleKeys.CLASS,
                    values.origin(node),
                    "is missing",
                    "say class, subclasses-of or implementations-of");
        }
        if (!values.has(RuleKeys.METHOD) || (values.isList(RuleKeys.METHOD) && methods.isEmpty())) {
            values.refuse(RuleKeys.METHOD, values.origin(node), "is missing", "name the methods, as in find*");
        }
        return new Rule.Target(values.one(RuleKeys.CLASS), supertypes, methods, parameters(values));
    }

    private static @Nullable ParameterPattern parameters(RuleValues values) {
        if (!values.has(RuleKeys.PARAMETERS)) {
            return null;
        }
        if (!values.isList(RuleKeys.PARAMETERS)) {
            values.refuse(RuleKeys.PARAMETERS, null, "is no list", "write [long, java.lang.String], [] for none");
            return null;
        }
        return new ParameterPattern(values.several(RuleKeys.PARAMETERS));
    }

    /** As in the annotation, the key of a value is its id unless something else is said. */
    private static @Nullable String elementKey(RuleValues values) {
        boolean each = values.one(RuleKeys.EACH, false);
        String path = values.one(RuleKeys.ELEMENT_KEY, "id");
        if (!each && values.has(RuleKeys.ELEMENT_KEY)) {
            values.refuse(RuleKeys.ELEMENT_KEY, null, "says nothing alone", "add each: true");
        }
        return each ? path : null;
    }

    /** What only shows when all keys are read. */
    private static void check(Rule rule, RuleValues values, MappingNode node) {
        Action action = rule.action();
        String text = RuleKeys.ACTION.kind().show(action);
        for (String name : values.names()) {
            if (!RuleKeys.fits(name, action)) {
                values.refuse(
                        Key.of(name, RuleKeys.ACTION.kind(), null),
                        null,
                        "says nothing with action: " + text,
                        "allowed with it: " + String.join(", ", RuleKeys.fitting(action)));
            }
        }
        if (rule.caches().isEmpty() && (action == Action.PUT || action == Action.INVALIDATE)) {
            values.refuse(RuleKeys.CACHE, values.origin(node), "is missing", "action: " + text + " needs it");
        }
        if (rule.caches().size() > 1 && action != Action.INVALIDATE) {
            values.refuse(RuleKeys.CACHE, null, "names several caches", "action: " + text + " takes one");
        }
        if (rule.all() && values.has(RuleKeys.KEY)) {
            values.refuse(RuleKeys.KEY, null, "says nothing beside all: true", "keep one");
        }
        if (values.has(RuleKeys.TTL_FROM) && values.has(RuleKeys.TTL_FUNCTION)) {
            values.refuse(RuleKeys.TTL_FUNCTION, null, "stands beside ttl-from", "keep one");
        }
    }
}
