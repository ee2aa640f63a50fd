package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Reads the configuration anew and puts it in force, all of it or nothing.",
            "Shows what changed, now or only with the next start."
        })
final class ReloadCommand extends AgentCommand {
    static final String NOTHING = "Nothing has changed.";
    static final Rows FORM = Rows.ofTexts("key", "before", "after", "effect");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "<settings>",
            description = "Instead of those given before; without them those stay.")
    @Nullable
    String settings;

    ReloadCommand(Desk desk) {
        super(desk);
    }

    @Override
    int ask(Jvm jvm, ControlMXBean control) {
        List<Map<String, String>> changed = control.reload(settings == null ? null : Agents.argument(settings));
        show(FORM, changed, NOTHING);
        return ExitCodes.DONE;
    }
}
