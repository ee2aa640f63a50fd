package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(description = "Drops every entry of a cache whose key's text fits a pattern, on every instance.")
final class InvalidatePatternCommand extends AgentCommand {
    @Parameters(index = "1", paramLabel = "<cache>", description = "Name of the cache.")
    String cache = "";

    @Parameters(
            index = "2",
            paramLabel = "<pattern>",
            description = "Of keys' texts, with * and ?; quote it: 'user-*'.")
    String pattern = "";

    @Option(names = "--dry-run", description = "Only count them.")
    boolean dryRun;

    InvalidatePatternCommand(Desk desk) {
        super(desk);
    }

    @Override
    int ask(Jvm jvm, ControlMXBean control) {
        long entries = control.invalidatePattern(cache, pattern, dryRun);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("cache", cache);
        document.put("pattern", pattern);
        document.put("entries", entries);
        document.put("dry-run", dryRun);
        String entriesText = entries == 1 ? "1 entry" : entries + " entries";
        show(
                dryRun
                        ? entriesText + " of " + cache + " would be dropped."
                        : "Dropped " + entriesText + " of " + cache + ".",
                document);
        return ExitCodes.DONE;
    }
}
