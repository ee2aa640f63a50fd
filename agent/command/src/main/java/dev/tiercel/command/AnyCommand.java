package dev.tiercel.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands have: two forms of output, and a help. */
abstract class AnyCommand implements Callable<Integer> {
    final Desk desk;

    @Option(names = "--json", description = "Print one JSON document instead of tables.")
    boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    AnyCommand(Desk desk) {
        this.desk = desk;
    }

    /** @return the exit code */
    @Override
    public abstract Integer call();

    /** A table, or an array of objects. */
    final void show(Rows form, List<Map<String, String>> rows, String none) {
        if (json) {
            showJson(form.json(rows));
        } else if (rows.isEmpty()) {
            desk.say(none);
        } else {
            form.table(rows).forEach(desk::say);
        }
    }

    /** A line, or an object. */
    final void show(String line, Map<String, ?> object) {
        if (json) {
            showJson(object);
        } else {
            desk.say(line);
        }
    }

    final void showJson(Object document) {
        desk.out().println(JsonText.of(document));
    }
}
