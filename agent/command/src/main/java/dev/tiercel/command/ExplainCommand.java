package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Why a method is cached, or why not.")
final class ExplainCommand extends AgentCommand {
    private static final Rows FORM = Rows.ofTexts("method", "aspect", "text");

    @Parameters(
            index = "1",
            paramLabel = "<method>",
            description = "find, Products.find or shop.Products.find; any with a (type) behind it.")
    String method = "";

    ExplainCommand(Desk desk) {
        super(desk);
    }

    @Override
    int ask(Jvm jvm, ControlMXBean control) {
        List<Map<String, String>> why = control.explain(method);
        if (why.isEmpty()) {
            throw Refusal.notPossible("no class that was loaded in the JVM " + jvm.pid() + " has a method " + method
                    + " of which the agent knows; all that it knows: methods " + jvm.pid());
        }
        show(FORM, json ? why : Table.grouped("method", why), "");
        return ExitCodes.DONE;
    }
}
