package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Drops every entry of a cache, on every instance.")
final class ClearCommand extends AgentCommand {
    @Parameters(index = "1", paramLabel = "<cache>", description = "Name of the cache.")
    String cache = "";

    ClearCommand(Desk desk) {
        super(desk);
    }

    @Override
    int ask(Jvm jvm, ControlMXBean control) {
        control.clear(cache);
        show("Cleared " + cache + ".", Map.of("cache", cache));
        return ExitCodes.DONE;
    }
}
