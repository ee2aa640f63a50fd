package dev.tiercel.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What one rule says, by key, as it stands in the file. Whatever does not fit is told, and makes the rule a bad one. */
final class RuleValues {
    private static final int MAX_ENTRIES = 50;

    private final String place;
    private final Problems problems;
    private final Map<String, Node> said = new LinkedHashMap<>();
    private boolean bad;

    RuleValues(String place, Problems problems, MappingNode rule) {
        this.place = place;
        this.problems = problems;
        for (NodeTuple tuple : rule.getValue()) {
            note(tuple.getKeyNode(), tuple.getValueNode());
        }
    }

    private void note(Node key, Node value) {
        if (!(key instanceof ScalarNode scalar)) {
            refuse("config: " + origin(key) + ": a rule has a key that is no plain name");
            return;
        }
        String name = scalar.getValue();
        if (!RuleKeys.isKnown(name)) {
            refuse(named(name) + ": no such key of a rule (" + origin(key) + ")" + instead(name));
        } else if (said.containsKey(name)) {
            refuse("config: " + origin(key) + ": " + Shown.quoted(name) + " stands twice in the same rule; keep one");
        } else if (!YamlSource.isNull(value)) {
            said.put(name, value);
        }
    }

    private static String instead(String name) {
        boolean ofCache = Keys.OF_CACHE.stream().anyMatch(key -> key.name().equals(name));
        return ofCache
                ? "; it is said of the cache: caches.NAME." + name
                : Nearest.hint(name, RuleKeys.names()) + "; allowed: " + String.join(", ", RuleKeys.names());
    }

    /** The keys of which something is said. */
    Iterable<String> names() {
        return said.keySet();
    }

    boolean has(Key<?> key) {
        return said.containsKey(key.name());
    }

    /** The value, or null: nothing is said, or something that is refused. */
    <T> @Nullable T one(Key<T> key) {
        Node node = said.get(key.name());
        if (node == null) {
            return null;
        }
        if (node instanceof ScalarNode scalar) {
            return read(key, scalar);
        }
        refuse(named(key.name()) + ": is " + shape(node) + " (" + origin(node) + "); allowed: "
                + key.kind().allowed());
        return null;
    }

    <T> T one(Key<T> key, T otherwise) {
        T value = one(key);
        return value == null ? otherwise : value;
    }

    /** What is said of the cache. */
    CacheTexts ofCache() {
        return new CacheTexts() {
            @Override
            <T> @Nullable T find(Key<T> key) {
                return one(key);
            }
        };
    }

    /** The values of a list, or of a single value that stands for a list of one. */
    <T> List<T> several(Key<T> key) {
        Node node = said.get(key.name());
        if (node == null) {
            return List.of();
        }
        List<Node> entries = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        if (entries.size() > MAX_ENTRIES) {
            refuse(named(key.name()) + ": has more than " + MAX_ENTRIES + " entries (" + origin(node) + ")");
            return List.of();
        }
        List<T> values = new ArrayList<>();
        for (Node entry : entries) {
            T value = entry instanceof ScalarNode scalar ? read(key, scalar) : null;
            if (value != null) {
                values.add(value);
            } else if (!(entry instanceof ScalarNode)) {
                refuse(named(key.name()) + ": has an entry that is " + shape(entry) + " (" + origin(entry)
                        + "); allowed: " + key.kind().allowed());
            }
        }
        return values;
    }

    boolean isList(Key<?> key) {
        return said.get(key.name()) instanceof SequenceNode;
    }

    private <T> @Nullable T read(Key<T> key, ScalarNode node) {
        Given<T> given = Given.of(key, named(key.name()), node.getValue(), Level.FILE, origin(node));
        try {
            return key.kind().read(node.getValue());
        } catch (IllegalArgumentException e) {
            refuse(given.refusal(String.valueOf(e.getMessage())));
            return null;
        }
    }

    /**
     * Tells what is wrong with the key, or with its absence.
     *
     * @param origin where; null: where the key's value stands
     * @param remedy what to do
     */
    void refuse(Key<?> key, @Nullable String origin, String reason, String remedy) {
        String at = origin != null ? origin : origin(said.get(key.name()));
        refuse(named(key.name()) + ": " + reason + " (" + at + "); " + remedy);
    }

    private void refuse(String line) {
        bad = true;
        problems.error(line);
    }

    boolean isBad() {
        return bad;
    }

    private static String named(String key) {
        return "rules." + Shown.oneLine(key);
    }

    private static String shape(Node node) {
        return node instanceof SequenceNode ? "a list" : node instanceof MappingNode ? "a block" : "no text";
    }

    String origin(@Nullable Node node) {
        return place + (node == null ? "" : YamlSource.line(node.getStartMark()));
    }
}
