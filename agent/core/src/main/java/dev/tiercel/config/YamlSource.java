package dev.tiercel.config;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Settings from YAML. Reads the tree of nodes rather than Java objects: it knows the line of every value, and each
 * value's text as it was written.
 */
final class YamlSource {
    private static final int MAX_DEPTH = 8;

    /** A bound for what aliases of aliases can blow up to. */
    private static final int MAX_NODES = 10_000;

    private final String place;
    private final Gathering gathering;
    private final Problems problems;
    private int nodes;

    YamlSource(String place, Gathering gathering, Problems problems) {
        this.place = place;
        this.gathering = gathering;
        this.problems = problems;
    }

    void read(byte[] yaml) {
        try {
            // A key that is no name passes the parser, for we tell its line.
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(place)
                    .setAllowNonScalarKeys(true)
                    .build();
            new Compose(settings)
                    .composeInputStream(new ByteArrayInputStream(yaml))
                    .ifPresent(root -> read("", root, 0));
        } catch (MarkedYamlEngineException e) {
            error(line(e.getProblemMark()), withoutValues(e.getProblem()));
        } catch (RuntimeException e) {
            // Not a marked one: an encoding, a limit, or a fault of the parser. None may keep the application down.
            error("", withoutValues(String.valueOf(e.getMessage())));
        } catch (StackOverflowError e) {
            error("", "nested too deeply");
        }
    }

    private void read(String name, Node node, int depth) {
        if (nodes > MAX_NODES) {
            return;
        }
        if (Keys.withoutPrefix(name).equals(RuleReader.RULES)) {
            new RuleReader(place, problems).read(node, gathering);
            return;
        }
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            nodes = MAX_NODES + 1;
            error(line(node.getStartMark()), "too many settings or too deep; is it the right file?");
        } else if (node instanceof MappingNode mapping) {
            readBlock(name, mapping, depth);
        } else if (node instanceof SequenceNode list && isList(name)) {
            readList(name, list);
        } else if (!(node instanceof ScalarNode scalar)) {
            error(line(node.getStartMark()), subject(name) + " is a list; settings are written as key: value");
        } else if (name.isEmpty() && !isNull(scalar)) {
            error(line(node.getStartMark()), "holds no settings; they are written as key: value");
        } else if (!isNull(scalar)) {
            gathering.offer(Keys.withoutPrefix(name), scalar.getValue(), Level.FILE, place + line(node.getStartMark()));
        }
    }

    private void readBlock(String name, MappingNode mapping, int depth) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String line = line(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                error(line, subject(name) + " has a key that is no plain name");
            } else if (!seen.add(key.getValue())) {
                error(line, Shown.quoted(key.getValue()) + " stands twice in the same block; keep one");
            } else if (key.getValue().equals("<<")) {
                error(line, "merge keys (<<) are not supported; write the settings out");
            } else {
                String full = name.isEmpty() ? key.getValue() : name + "." + key.getValue();
                read(full, tuple.getValueNode(), depth + 1);
            }
        }
    }

    private static boolean isList(String name) {
        Key<?> key = Keys.find(Keys.withoutPrefix(name));
        return key != null && key.kind().isList();
    }

    /** As other sources write it: the items with commas between them. */
    private void readList(String name, SequenceNode list) {
        List<String> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            if (!(item instanceof ScalarNode scalar) || scalar.getValue().contains(",")) {
                error(line(item.getStartMark()), "an item of the list " + subject(name) + " is no single value");
                return;
            }
            items.add(scalar.getValue());
        }
        gathering.offer(
                Keys.withoutPrefix(name), String.join(",", items), Level.FILE, place + line(list.getStartMark()));
    }

    /** {@code key:} with nothing behind it says nothing. */
    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && isNull(scalar);
    }

    private static boolean isNull(ScalarNode node) {
        String text = node.getValue();
        return node.isPlain() && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    private void error(String line, String problem) {
        problems.error("config: " + place + line + ": " + problem);
    }

    /** The parser's messages quote what they did not expect, which may be a password that lacks its quotes. */
    private static String withoutValues(String problem) {
        if (problem.startsWith("found undefined alias")) {
            return "a value that begins with * is an alias, and there is no such anchor; put the value in quotes";
        }
        if (problem.startsWith("found undefined tag")) {
            return "a value that begins with ! is a tag, and there is no such tag; put the value in quotes";
        }
        if (problem.startsWith("but found another document")) {
            return "a second document begins; the file holds one";
        }
        int found = problem.indexOf(", but found");
        return Shown.oneLine(found < 0 ? problem : problem.substring(0, found));
    }

    private static String subject(String name) {
        return name.isEmpty() ? "the file" : Shown.quoted(name);
    }

    static String line(Optional<Mark> mark) {
        return mark.map(m -> " line " + (m.getLine() + 1) + " column " + (m.getColumn() + 1))
                .orElse("");
    }
}
