package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Drops the entry of a key, on every instance.")
final class InvalidateCommand extends AgentCommand {
    @Parameters(index = "1", paramLabel = "<cache>", description = "Name of the cache.")
    String cache = "";

    @Parameters(index = "2", paramLabel = "<key>", description = "The key's text, as in Redis: 42, anna, '42'.")
    String key = "";

    InvalidateCommand(Desk desk) {
        super(desk);
    }

    @Override
    int ask(Jvm jvm, ControlMXBean control) {
        control.invalidate(cache, key);
        show("Dropped " + key + " of " + cache + ".", Map.of("cache", cache, "key", key));
        return ExitCodes.DONE;
    }
}
