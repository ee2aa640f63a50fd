package scenario;

import dev.tiercel.Cached;
import dev.tiercel.testkit.TiercelProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** A user's test: each line of standard input names an assertion and a key, and is answered by how it went. */
public final class Probes {
    private Probes() {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line.equals("sync") ? Sync.await() : answer(line.split(" ")));
        }
    }

    private static String answer(String[] words) {
        int id = Integer.parseInt(words[1]);
        try {
            switch (words[0]) {
                case "loaded":
                    TiercelProbe.call(() -> find(id)).isLoaded().loaderRanOnce().hasValue("row " + id);
                    break;
                case "l1":
                    TiercelProbe.call(() -> find(id))
                            .isL1Hit()
                            .loaderDidNotRun()
                            .hasValue("row " + id);
                    break;
                case "l2":
                    TiercelProbe.call(() -> find(id))
                            .isL2Hit()
                            .loaderDidNotRun()
                            .hasValue("row " + id);
                    break;
                case "threw":
                    TiercelProbe.call(() -> fail(id)).isLoaded().loaderRanOnce().threw(IOException.class);
                    break;
                case "bare":
                    TiercelProbe.call(() -> "no cache").isL1Hit();
                    break;
                default:
                    throw new IllegalArgumentException(words[0]);
            }
            return "ok";
        } catch (AssertionError failed) {
            return failed.getMessage();
        }
    }

    @Cached(cache = "rows")
    static String find(int id) {
        return "row " + id;
    }

    @Cached(cache = "failures")
    static String fail(int id) throws IOException {
        throw new IOException("no row " + id);
    }
}
