package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Drops every entry of a cache that has the tag, on every instance.")
final class InvalidateTagCommand extends AgentCommand {
    @Parameters(index = "1", paramLabel = "<cache>", description = "Name of the cache.")
    String cache = "";

    @Parameters(index = "2", paramLabel = "<tag>", description = "The tag.")
    String tag = "";

    InvalidateTagCommand(Desk desk) {
        super(desk);
    }

    @Override
    int ask(Jvm jvm, ControlMXBean control) {
        control.invalidateTag(cache, tag);
        show("Dropped what has the tag " + tag + " in " + cache + ".", Map.of("cache", cache, "tag", tag));
        return ExitCodes.DONE;
    }
}
