package scenario;

import dev.tiercel.Cached;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** An application that chooses its log manager in main, as application servers do, after the agent has had its time. */
public final class OwnLogging {
    /** What it chooses. */
    public static final class Manager extends LogManager {}

    private OwnLogging() {}

    public static void main(String[] args) throws Exception {
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("tiercel-start")) {
                thread.join();
            }
        }
        System.setProperty("java.util.logging.manager", Manager.class.getName());
        System.out.println(LogManager.getLogManager().getClass().getSimpleName());
        System.out.println(find(1) + find(1));
    }

    @Cached
    private static String find(long id) {
        return "found " + id + " ";
    }
}
