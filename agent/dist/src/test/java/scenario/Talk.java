package scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What a program with a framework's own cache answers: lines of its input by lines, until the input ends. */
public final class Talk {
    private Talk() {}

    /**
     * @param find reads a row
     * @param update changes it
     * @param loads how often rows were loaded
     * @param kept how much the framework's own cache holds
     */
    public static void untilTheEnd(Supplier<String> find, Consumer<String> update, IntSupplier loads, IntSupplier kept)
            throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("find")) {
                String row = find.get();
                System.out.println(row + " loads " + loads.getAsInt() + " kept " + kept.getAsInt());
            } else {
                update.accept(line);
                System.out.println("ok");
            }
        }
    }
}
