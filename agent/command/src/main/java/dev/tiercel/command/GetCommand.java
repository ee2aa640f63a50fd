package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "What the tiers have under a key.")
final class GetCommand extends AgentCommand {
    private static final Rows FORM = Rows.ofTexts("tier", "key", "state", "left", "value");

    @Parameters(index = "1", paramLabel = "<cache>", description = "Name of the cache.")
    String cache = "";

    @Parameters(index = "2", paramLabel = "<key>", description = "The key's text, as in Redis: 42, anna, '42'.")
    String key = "";

    GetCommand(Desk desk) {
        super(desk);
    }

    @Override
    int ask(Jvm jvm, ControlMXBean control) {
        List<Map<String, String>> found = control.get(cache, key);
        show(FORM, found, "No tier has anything under " + key + ".");
        return ExitCodes.DONE;
    }
}
