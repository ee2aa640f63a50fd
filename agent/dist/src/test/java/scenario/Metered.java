package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheStats;
import dev.tiercel.Cached;
import dev.tiercel.Tiercel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A shop whose numbers are asked for, a line for each question. */
public final class Metered {
    private static Recording recording;

    private Metered() {}

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answer(line.split(" ")));
        }
    }

    private static String answer(String[] words) throws Exception {
        switch (words[0]) {
            case "sync":
                return Sync.await();
            case "find":
                return find(Integer.parseInt(words[1]));
            case "change":
                change(Integer.parseInt(words[1]));
                return "changed";
            case "stats":
                return stats();
            case "look":
                return Tiercel.cache("rows").look(Integer.parseInt(words[1])).toString();
            case "bean":
                return beans().getAttribute(new ObjectName(words[1]), words[2]).toString();
            case "beans":
                return beans().queryNames(new ObjectName("dev.tiercel:*"), null).stream()
                        .map(ObjectName::toString)
                        .sorted()
                        .collect(Collectors.joining(" "));
            case "clear":
                beans().invoke(new ObjectName(words[1]), "clear", null, null);
                return "cleared";
            case "record":
                recording = new Recording();
                recording.start();
                return "recording";
            case "recorded":
                return recorded();
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    private static MBeanServer beans() throws JMException {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private static String stats() {
        return CacheStats.all().stream()
                .map(each -> each.cache() + " L1 " + each.l1Hits() + ", L2 " + each.l2Hits() + ", loads "
                        + each.loads() + ", puts " + each.puts() + ", invalidations " + each.invalidations()
                        + ", heard " + each.heardInvalidations() + ", entries " + each.l1Entries() + ", timed "
                        + each.latencies().values().stream()
                                .mapToLong(CacheStats.Latency::count)
                                .sum())
                .collect(Collectors.joining("; "));
    }

    private static String recorded() throws IOException {
        Path file = Files.createTempFile("metered", ".jfr");
        recording.stop();
        recording.dump(file);
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            String name = event.getEventType().getName();
            if (name.startsWith("dev.tiercel.")) {
                counts.merge(name, 1, Integer::sum);
            }
        }
        Files.delete(file);
        return counts.toString();
    }

    @Cached(cache = "rows")
    static String find(int id) {
        return "row " + id;
    }

    @CacheInvalidate(cache = "rows")
    static void change(int id) {}
}
