package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cluster as one of its nodes sees it (CLUSTER NODES).
 *
 * @param epoch the highest configuration epoch of a master; of two views the one with the higher is the later one
 * @param masters those that have slots
 */
record ClusterView(long epoch, List<Master> masters) {
    static final int SLOTS = 16_384;

    /**
     * @param ranges pairs of the first and the last slot
     * @param replicas that can be reached, by the node's word
     */
    record Master(Endpoint endpoint, List<int[]> ranges, List<Endpoint> replicas) {}

    private static final Set<String> UNUSABLE = Set.of("fail", "handshake", "noaddr");

    /**
     * @param text the node's answer, a line for each node: id, address, flags, master, ping, pong, epoch, link, slots...
     * @param asked the node that answers; it may not know its own address
     * @param byName nodes that announce a host's name are reached by it: with TLS that is what their certificates name
     */
    static ClusterView parse(String text, Endpoint asked, boolean byName) {
        Map<String, List<Endpoint>> replicas = new HashMap<>();
        List<String[]> lines = text.lines()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length >= 8)
                .toList();
        for (String[] words : lines) {
            if (words[2].contains("slave") && isUsable(words[2])) {
                replicas.computeIfAbsent(words[3], any -> new ArrayList<>()).add(endpoint(words[1], asked, byName));
            }
        }
        long epoch = 0;
        List<Master> masters = new ArrayList<>();
        for (String[] words : lines) {
            List<int[]> ranges = ranges(words);
            // One that fails still has its slots: until a replica has them, its keys are nowhere else.
            if (words[2].contains("master") && !ranges.isEmpty()) {
                epoch = Math.max(epoch, Long.parseLong(words[6]));
                masters.add(new Master(
                        endpoint(words[1], asked, byName), ranges, replicas.getOrDefault(words[0], List.of())));
            }
        }
        return new ClusterView(epoch, masters);
    }

    /** The same text for views that say the same. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        masters.stream()
                .sorted(Comparator.comparing(master -> master.endpoint().toString()))
                .forEach(master -> {
                    shape.append(master.endpoint()).append(master.replicas());
                    master.ranges().forEach(range -> shape.append(range[0])
                            .append('-')
                            .append(range[1])
                            .append(','));
                });
        return shape.toString();
    }

    private static boolean isUsable(String flags) {
        for (String flag : flags.split(",", -1)) {
            if (UNUSABLE.contains(flag)) {
                return false;
            }
        }
        return true;
    }

    private static List<int[]> ranges(String[] words) {
        List<int[]> ranges = new ArrayList<>();
        for (int i = 8; i < words.length; i++) {
            if (words[i].startsWith("[")) {
                continue; // A slot that is moving is still where it was, for those that are not redirected.
            }
            String[] ends = words[i].split("-", -1);
            ranges.add(new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])});
        }
        return ranges;
    }

    /** {@code address:port@busport,hostname,...} */
    private static Endpoint endpoint(String text, Endpoint asked, boolean byName) {
        String[] parts = text.split(",", -1);
        String name = parts.length > 1 && !parts[1].contains("=") ? parts[1] : "";
        int end = parts[0].indexOf('@');
        String addressAndPort = end < 0 ? parts[0] : parts[0].substring(0, end);
        int colon = addressAndPort.lastIndexOf(':');
        String address = addressAndPort.substring(0, colon);
        String host = byName && !name.isEmpty() ? name : address;
        return new Endpoint(
                host.isEmpty() ? asked.host() : host, Integer.parseInt(addressAndPort.substring(colon + 1)));
    }
}
