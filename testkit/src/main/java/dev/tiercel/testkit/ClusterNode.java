package dev.tiercel.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of CLUSTER NODES: one node as another sees it.
 *
 * @param primary the id of the primary it follows, or "-"
 * @param slots pairs of first and last
 */
record ClusterNode(String id, int port, List<String> flags, String primary, long epoch, List<int[]> slots) {

    static List<ClusterNode> parse(String lines) {
        return lines.lines().map(ClusterNode::parseLine).toList();
    }

    /** {@code id ip:port@busport flags primary ping-sent pong-received config-epoch link-state slot ...}. */
    private static ClusterNode parseLine(String line) {
        String[] words = line.split(" ", -1);
        String address = words[1].substring(0, words[1].indexOf('@'));
        List<int[]> slots = new ArrayList<>();
        for (int i = 8; i < words.length; i++) {
            // Slots that move are in brackets and are told in the ranges too.
            if (!words[i].isEmpty() && !words[i].startsWith("[")) {
                String[] range = words[i].split("-", -1);
                slots.add(new int[] {Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1])});
            }
        }
        return new ClusterNode(
                words[0],
                Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)),
                List.of(words[2].split(",", -1)),
                words[3],
                Long.parseLong(words[6]),
                slots);
    }

    boolean isMyself() {
        return flags.contains("myself");
    }

    boolean isPrimary() {
        return flags.contains("master");
    }

    boolean isFailing() {
        return flags.contains("fail") || flags.contains("fail?");
    }

    boolean holds(long slot) {
        return slots.stream().anyMatch(range -> range[0] <= slot && slot <= range[1]);
    }
}
