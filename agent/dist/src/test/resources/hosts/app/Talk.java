package hosts;

import dev.tiercel.CacheTrace;
import dev.tiercel.Synchrony;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** What every host speaks: a line of standard input is answered by one line, until the input ends. */
public final class Talk {
    private static final long PAUSE_NANOS = 1_000_000;

    private final Catalog catalog;

    public Talk(Catalog catalog) {
        this.catalog = catalog;
    }

    public static void main(String[] args) throws Throwable {
        Arrival.asTold();
        new Talk(new Catalog()).untilTheEnd();
    }

    public void untilTheEnd() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answer(line));
        }
    }

    public String answer(String line) {
        List<String> words = List.of(line.split(" "));
        return switch (words.get(0)) {
            case "find" -> find(Integer.parseInt(words.get(1)));
            case "update" -> update(Integer.parseInt(words.get(1)), words.get(2));
            case "threads" -> threads().toString();
            case "sync" -> sync();
            default -> throw new IllegalArgumentException(line);
        };
    }

    private String find(int id) {
        CacheTrace<Row> trace = CacheTrace.of(() -> catalog.find(id));
        return trace.outcome().map(Enum::name).orElse("none") + " "
                + trace.value().name();
    }

    private String update(int id, String name) {
        catalog.update(id, name);
        return "ok";
    }

    /** Waits until this program hears what others drop: its L1 begins empty then. */
    private static String sync() {
        while (!Synchrony.now().map(Synchrony::inSync).orElse(false)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return "in sync";
    }

    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("tiercel")) {
                names.add(thread.getName());
            }
        }
        return names;
    }
}
